// Requests of a collection and their memory, which goes to a batch and comes back.

#include "pipeline/metric_requests.hpp"

#include <cstring>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace telemetryflow::tests {
namespace {

using pipeline::Batch;
using pipeline::MetricRequests;

class MetricRequestsTest : public ::testing::Test {
protected:
    void add(std::string_view body, std::uint64_t points) {
        constexpr std::string_view kGap = "gap";
        requests_.lend(bytes_);
        EXPECT_TRUE(bytes_.empty());
        put(kGap);
        put(body);
        written_at_ = bytes_.data();
        requests_.add(bytes_, kGap.size(), points);
    }

    std::string pop() {
        batch_.clear();
        requests_.pop_into(batch_);
        return std::string(batch_.body());
    }

    MetricRequests requests_;
    Batch batch_;
    const char* written_at_ = nullptr;

private:
    void put(std::string_view text) {
        ASSERT_TRUE(bytes_.ensure(text.size()));
        std::memcpy(bytes_.end(), text.data(), text.size());
        bytes_.set_end(bytes_.end() + text.size());
    }

    hot::ByteBuffer bytes_;
};

TEST_F(MetricRequestsTest, ComeOutInTheirOrder) {
    EXPECT_TRUE(requests_.empty());
    add("first", 3);
    add("second", 5);
    EXPECT_EQ(requests_.size(), 2U);
    EXPECT_EQ(requests_.front().body, "first");
    EXPECT_EQ(requests_.front().points, 3U);
    std::string all;
    requests_.for_each([&](const MetricRequests::Request& request) { all += request.body; });
    EXPECT_EQ(all, "firstsecond");

    EXPECT_EQ(pop(), "first");
    EXPECT_EQ(batch_.items, 3U);
    EXPECT_EQ(requests_.size(), 1U);
    EXPECT_EQ(requests_.front().body, "second");
    requests_.pop_front();
    EXPECT_TRUE(requests_.empty());
}

TEST_F(MetricRequestsTest, UseTheMemoryOfTheLastCollection) {
    add(std::string(5'000, 'a'), 1);
    const char* const first = written_at_;
    add(std::string(5'000, 'b'), 1);
    const char* const second = written_at_;
    for (int collection = 0; collection < 3; ++collection) {
        while (!requests_.empty()) {
            EXPECT_EQ(pop().size(), 5'000U);
            requests_.give_back(batch_);
        }
        add(std::string(5'000, 'c'), 1);
        EXPECT_EQ(written_at_, first);
        add(std::string(5'000, 'd'), 1);
        EXPECT_EQ(written_at_, second);
    }
}

TEST_F(MetricRequestsTest, LeaveABatchItsBytesUntilItIsSettledHoweverManyCome) {
    add("held", 1);
    EXPECT_EQ(pop(), "held");
    add("later", 2);
    add("last", 3);
    EXPECT_EQ(batch_.body(), "held");
    requests_.give_back(batch_);
    EXPECT_EQ(requests_.front().body, "later");
    EXPECT_EQ(pop(), "later");
    EXPECT_EQ(pop(), "last");
}

TEST_F(MetricRequestsTest, KeepAMegabyteForTheNextCollectionAndNoMore) {
    constexpr std::size_t kLarge = 700'000;
    for (int collection = 0; collection < 2; ++collection) {
        for (int i = 0; i < 3; ++i)
            add(std::string(kLarge, 'x'), 1);
        while (!requests_.empty())
            requests_.pop_front();
    }
    hot::ByteBuffer first;
    requests_.lend(first);
    EXPECT_GE(first.capacity(), kLarge);
    requests_.add(first, 0, 1);
    hot::ByteBuffer second;
    requests_.lend(second);
    EXPECT_EQ(second.capacity(), 0U);
}

}  // namespace
}  // namespace telemetryflow::tests
