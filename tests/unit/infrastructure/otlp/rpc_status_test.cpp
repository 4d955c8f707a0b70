#include "infrastructure/otlp/rpc_status.hpp"

#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "infrastructure/otlp/retry_after.hpp"
#include "support/rpc_status_bytes.hpp"

namespace telemetryflow::infrastructure {
namespace {

using std::chrono::milliseconds;

std::optional<RpcStatus> parse(const std::string& text) {
    return parse_rpc_status(std::as_bytes(std::span(text)));
}

TEST(RpcStatusTest, ReadsMessageAndRetryInfo) {
    const auto status = parse(test::rpc_status(14, "later", test::retry_info(3, 250'000'000)));
    ASSERT_TRUE(status.has_value());
    EXPECT_EQ(status->message, "later");
    EXPECT_TRUE(status->has_retry_info);
    EXPECT_EQ(status->retry_delay, milliseconds(3250));
}

TEST(RpcStatusTest, FindsRetryInfoAmongOtherDetails) {
    const auto other = test::length_field(1, "type.googleapis.com/google.rpc.DebugInfo") + test::length_field(2, "x");
    const auto text = test::rpc_status(8, "m", other) + test::length_field(3, test::retry_info(1));
    EXPECT_EQ(parse(text)->retry_delay, std::chrono::seconds(1));
    EXPECT_FALSE(parse(test::rpc_status(8, "m", other))->has_retry_info);
}

TEST(RpcStatusTest, AsksForNoWaitWhenTheDelayIsNotPositiveAndBoundsALongOne) {
    for (const auto& info : {test::retry_info(0), test::retry_info(-5), test::retry_info(0, -1)}) {
        const auto status = parse(test::rpc_status(8, "m", info));
        EXPECT_TRUE(status->has_retry_info);
        EXPECT_FALSE(status->retry_delay.has_value());
    }
    const auto endless = test::retry_info(std::numeric_limits<std::int64_t>::max(), 999'999'999);
    EXPECT_EQ(parse(test::rpc_status(8, "m", endless))->retry_delay, kMaxRetryAfter);
}

TEST(RpcStatusTest, IgnoresADetailThatIsMalformed) {
    const auto broken = test::length_field(1, "type.googleapis.com/google.rpc.RetryInfo") + "\x12\x7F";
    const auto status = parse(test::rpc_status(8, "m", broken));
    ASSERT_TRUE(status.has_value());
    EXPECT_FALSE(status->has_retry_info);
    EXPECT_FALSE(parse("\xFF\xFF").has_value());
}

TEST(RpcStatusTest, EndsOnAnyBytes) {
    std::mt19937 random(5);
    const auto good = test::rpc_status(8, "message", test::retry_info(3, 5));
    for (int round = 0; round < 20'000; ++round) {
        auto text = good.substr(0, random() % (good.size() + 1));
        for (auto flips = random() % 4; flips > 0 && !text.empty(); --flips) {
            text[random() % text.size()] = static_cast<char>(random());
        }
        const auto status = parse(text);
        if (status && status->retry_delay) {
            EXPECT_LE(*status->retry_delay, kMaxRetryAfter);
        }
    }
}

}  // namespace
}  // namespace telemetryflow::infrastructure
