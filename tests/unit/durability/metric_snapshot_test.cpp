#include "durability/metric_snapshot.hpp"

#include <gtest/gtest.h>

namespace telemetryflow::durability {
namespace {

std::string example() {
    std::string bytes;
    MetricSnapshot::append(bytes, 3, "first\0with a zero");
    MetricSnapshot::append(bytes, 70'000, std::string(100'000, 'x'));
    MetricSnapshot::append(bytes, 1, "");
    return bytes;
}

TEST(MetricSnapshotTest, ReadsBackWhatWasAppended) {
    const MetricSnapshot snapshot = MetricSnapshot::from_bytes(example());
    ASSERT_EQ(snapshot.requests.size(), 3U);
    EXPECT_EQ(snapshot.requests[0].contents, std::string("first"));
    EXPECT_EQ(snapshot.requests[1].contents, std::string(100'000, 'x'));
    EXPECT_EQ(snapshot.requests[2].contents, "");
    EXPECT_EQ(snapshot.points(), 70'004U);
}

TEST(MetricSnapshotTest, ReadsWholeRequestsOfWhatIsCutShort) {
    std::string bytes;
    MetricSnapshot::append(bytes, 1, "one");
    const std::size_t first = bytes.size();
    MetricSnapshot::append(bytes, 2, "two");
    for (std::size_t size = 0; size < bytes.size(); ++size)
        EXPECT_EQ(MetricSnapshot::from_bytes(bytes.substr(0, size)).points(), size < first ? 0U : 1U) << size;
    EXPECT_EQ(MetricSnapshot::from_bytes(bytes + "rest").points(), 3U);
}

TEST(MetricSnapshotTest, TakesNothingThatWasChanged) {
    std::string bytes;
    MetricSnapshot::append(bytes, 1, "one");
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::string changed = bytes;
        changed[i] ^= 1;
        EXPECT_TRUE(MetricSnapshot::from_bytes(changed).requests.empty()) << i;
    }
    EXPECT_TRUE(MetricSnapshot::from_bytes("").requests.empty());
    EXPECT_TRUE(MetricSnapshot::from_bytes(std::string(4096, '\0')).requests.empty()) << "a page that was lost";
}

}  // namespace
}  // namespace telemetryflow::durability
