// What servers answer, at the edges: waits, statuses, partial success and text for log lines.

#include <algorithm>
#include <chrono>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "domain/text.hpp"
#include "infrastructure/otlp/partial_success.hpp"
#include "infrastructure/otlp/printable.hpp"
#include "infrastructure/otlp/retry_after.hpp"
#include "infrastructure/otlp/rpc_status.hpp"
#include "support/rpc_status_bytes.hpp"

namespace telemetryflow::infrastructure {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using std::chrono::sys_days;

/// The wait that `value` asks for, seen from `now`.
std::optional<nanoseconds> wait_at(std::chrono::sys_seconds now, std::string_view value) {
    return parse_retry_after(value, now);
}

const std::chrono::sys_seconds kNewYear = sys_days(std::chrono::year(2024) / 1 / 1);

TEST(RetryAfterEdgesTest, ReadsEveryMonthInEveryFormOfADate) {
    constexpr const char* kNames[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (unsigned month = 1; month <= 12; ++month) {
        const std::chrono::sys_seconds now = sys_days(std::chrono::year(2023) / std::chrono::month(month) / 15) + 12h;
        const std::string name = kNames[month - 1];
        EXPECT_EQ(wait_at(now, "Xxx, 15 " + name + " 2023 12:00:30 GMT"), 30s) << name;
        EXPECT_EQ(wait_at(now, "Xxxday, 15-" + name + "-23 12:00:31 GMT"), 31s) << name;
        EXPECT_EQ(wait_at(now, "Xxx " + name + " 15 12:00:32 2023"), 32s) << name;
    }
}

TEST(RetryAfterEdgesTest, CrossesMidnightNewYearAndLeapDays) {
    EXPECT_EQ(wait_at(kNewYear - 10s, "Mon, 01 Jan 2024 00:00:05 GMT"), 15s);
    const std::chrono::sys_seconds leap = sys_days(std::chrono::year(2024) / 2 / 29) - 1s;
    EXPECT_EQ(wait_at(leap, "Thu, 29 Feb 2024 00:00:00 GMT"), 1s);
    EXPECT_EQ(wait_at(leap, "Wed, 29 Feb 2023 00:00:00 GMT"), std::nullopt);
    EXPECT_EQ(wait_at(kNewYear - 2s, "Sun, 31 Dec 2023 23:59:60 GMT"), 2s);  // a leap second
}

TEST(RetryAfterEdgesTest, TakesTwoDigitsOfAYearFor1970To2069) {
    EXPECT_EQ(wait_at(kNewYear, "Monday, 01-Jan-24 00:01:00 GMT"), 60s);
    EXPECT_EQ(wait_at(kNewYear, "Tuesday, 01-Jan-69 00:00:00 GMT"), kMaxRetryAfter);
    EXPECT_EQ(wait_at(kNewYear, "Thursday, 01-Jan-70 00:00:00 GMT"), std::nullopt);
    EXPECT_EQ(wait_at(kNewYear, "Friday, 31-Dec-99 23:59:59 GMT"), std::nullopt);
}

TEST(RetryAfterEdgesTest, StopsAtAnHour) {
    EXPECT_EQ(wait_at(kNewYear, "3599"), 3599s);
    EXPECT_EQ(wait_at(kNewYear, "3601"), 3600s);
    EXPECT_EQ(wait_at(kNewYear, "999999999"), 3600s);
    EXPECT_EQ(wait_at(kNewYear, "4294967296"), 3600s);
    EXPECT_EQ(wait_at(kNewYear, "18446744073709551617"), 3600s);
    EXPECT_EQ(wait_at(kNewYear, "0000000000000000000005"), 5s);
    EXPECT_EQ(wait_at(kNewYear, "Mon, 01 Jan 2024 00:59:59 GMT"), 3599s);
    EXPECT_EQ(wait_at(kNewYear, "Mon, 01 Jan 2024 01:00:01 GMT"), 3600s);
}

TEST(RetryAfterEdgesTest, AsksForNoWaitAtTheMomentItself) {
    EXPECT_EQ(wait_at(kNewYear, "Mon, 01 Jan 2024 00:00:00 GMT"), std::nullopt);
    EXPECT_EQ(wait_at(kNewYear, "Mon, 01 Jan 2024 00:00:01 GMT"), 1s);
}

TEST(RetryAfterEdgesTest, RefusesTimesAndDaysThatDoNotExist) {
    for (const char* text :
         {"Mon, 01 Jan 2024 24:00:00 GMT", "Mon, 01 Jan 2024 23:60:00 GMT", "Mon, 01 Jan 2024 23:59:61 GMT",
          "Mon, 00 Jan 2025 00:00:00 GMT", "Mon, 32 Jan 2025 00:00:00 GMT", "Mon, 01 jan 2025 00:00:00 GMT",
          "Mon, 01 Jan 20250 00:00:00 GMT", "Mon, 01 Jan 2025 0:00:00 GMT", "Mon, 01 Jan 2025 00-00-00 GMT",
          "Mon, 01 Jan 2025 00:00:00", "Mon, 01 Jan 2025 00:00:00 gmt", "2025-01-01T00:00:00Z"}) {
        EXPECT_EQ(wait_at(kNewYear, text), std::nullopt) << text;
    }
}

TEST(RetryAfterEdgesTest, BoundsTheFractionOfASecond) {
    EXPECT_EQ(clamp_retry_after(0s, 1ns), 1ns);
    EXPECT_EQ(clamp_retry_after(1s, 2'000'000'000ns), 1'999'999'999ns);
    EXPECT_EQ(clamp_retry_after(1s, -5ns), 1s);
    EXPECT_EQ(clamp_retry_after(3599s, 999'999'999ns), 3'599'999'999'999ns);
    EXPECT_EQ(clamp_retry_after(std::chrono::seconds::min()), std::nullopt);
    EXPECT_EQ(clamp_retry_after(std::chrono::seconds::max(), 999'999'999ns), kMaxRetryAfter);
}

std::optional<RpcStatus> status_of(const std::string& text) {
    const std::vector<char> exact(text.begin(), text.end());
    return parse_rpc_status(std::as_bytes(std::span(exact)));
}

TEST(RpcStatusEdgesTest, OfNoBytesIsAStatusWithoutAnything) {
    const auto status = status_of("");
    ASSERT_TRUE(status);
    EXPECT_EQ(status->message, "");
    EXPECT_FALSE(status->has_retry_info);
    EXPECT_EQ(status->retry_delay, std::nullopt);
}

TEST(RpcStatusEdgesTest, IsRefusedOrPoorerWhenCut) {
    const auto code = test::varint_field(1, 8);
    const auto message = test::length_field(2, "busy");
    const auto whole = code + message + test::length_field(3, test::retry_info(2));
    ASSERT_EQ(status_of(whole)->retry_delay, 2s);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const bool between = size == 0 || size == code.size() || size == code.size() + message.size();
        const auto status = status_of(whole.substr(0, size));
        EXPECT_EQ(status.has_value(), between) << size;
        if (status) {
            EXPECT_FALSE(status->has_retry_info);
        }
    }
}

TEST(RpcStatusEdgesTest, WantsTheWholeNameOfRetryInfo) {
    for (const char* name : {"google.rpc.RetryInfo", "x/google.rpc.RetryInfo2", "x/Google.rpc.RetryInfo", ""}) {
        const auto detail =
            test::length_field(1, name) + test::length_field(2, test::length_field(1, test::varint_field(1, 5)));
        EXPECT_FALSE(status_of(test::length_field(3, detail))->has_retry_info) << name;
    }
    const auto elsewhere = test::length_field(1, "types.example/google.rpc.RetryInfo") +
                           test::length_field(2, test::length_field(1, test::varint_field(1, 5)));
    EXPECT_EQ(status_of(test::length_field(3, elsewhere))->retry_delay, 5s);
}

TEST(RpcStatusEdgesTest, TakesTheValueOfADetailThatComesBeforeItsName) {
    const auto detail = test::length_field(2, test::length_field(1, test::varint_field(1, 6))) +
                        test::length_field(1, "t/google.rpc.RetryInfo");
    EXPECT_EQ(status_of(test::length_field(3, detail))->retry_delay, 6s);
}

TEST(PartialSuccessEdgesTest, IsRefusedWhenCutAnywhere) {
    const auto bytes = test::length_field(1, test::varint_field(1, 300) + test::length_field(2, "too old"));
    const std::string json = R"({"partialSuccess":{"rejectedSpans":"300","errorMessage":"too old"}})";
    EXPECT_EQ(parse_partial_success_protobuf(bytes)->rejected, 300);
    EXPECT_EQ(parse_partial_success_json(json)->rejected, 300);
    for (std::size_t size = 1; size < bytes.size(); ++size)
        EXPECT_FALSE(parse_partial_success_protobuf(bytes.substr(0, size))) << size;
    for (std::size_t size = 0; size < json.size(); ++size)
        EXPECT_FALSE(parse_partial_success_json(json.substr(0, size))) << size;
}

TEST(PartialSuccessEdgesTest, ReadsNumbersAtTheLimitsOfInt64) {
    const auto rejected = [](const std::string& number) {
        return parse_partial_success_json(R"({"partialSuccess":{"rejectedDataPoints":)" + number + "}}")->rejected;
    };
    EXPECT_EQ(rejected("\"9223372036854775807\""), std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(rejected("-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(rejected("9223372036854775808"), 0);
    EXPECT_EQ(rejected("\"\""), 0);
}

TEST(PartialSuccessEdgesTest, KeepsTheLastOfRepeatedFieldsAndSkipsOthers) {
    const auto first = test::length_field(1, test::varint_field(1, 1) + test::length_field(2, "first"));
    const auto last = test::length_field(1, test::varint_field(9, 7) + test::varint_field(1, 2));
    const auto read = parse_partial_success_protobuf(test::varint_field(5, 1) + first + last);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->rejected, 2);
    EXPECT_EQ(read->message, "first");
}

TEST(PrintableEdgesTest, LetsThroughPrintableAsciiOnly) {
    for (int code = 0; code < 256; ++code) {
        const auto c = static_cast<char>(code);
        const auto expected = code >= 0x20 && code < 0x7F ? std::string(1, c) : "?";
        EXPECT_EQ(printable(std::string_view(&c, 1)), expected) << code;
    }
}

TEST(PrintableEdgesTest, NeverExceedsItsLimit) {
    for (std::size_t size = 0; size < 30; ++size) {
        const auto shown = printable(std::string(size, 'x'), 10);
        EXPECT_EQ(shown.size(), std::min<std::size_t>(size, 10));
        EXPECT_EQ(shown.ends_with("..."), size > 10) << size;
    }
}

TEST(RedactedEdgesTest, EndsWhenTheSecretIsPartOfItsReplacement) {
    const std::vector<std::string> secrets{"RED"};
    EXPECT_EQ(text::redacted("RED RED", secrets), "[REDACTED] [REDACTED]");
    EXPECT_EQ(text::redacted("nothing", secrets), "nothing");
    EXPECT_EQ(text::redacted("", secrets), "");
    EXPECT_EQ(text::redacted("RED", {}), "RED");
}

}  // namespace
}  // namespace telemetryflow::infrastructure
