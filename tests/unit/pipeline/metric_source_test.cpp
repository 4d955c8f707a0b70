// Collections of metric cells as batches, and the counts of what became of them.

#include "pipeline/metric_source.hpp"

#include <thread>

#include <gtest/gtest.h>

#include "hot/metric_recorder.hpp"
#include "support/otlp_requests.hpp"

namespace telemetryflow::tests {
namespace {

using pipeline::Batch;
using pipeline::DeliveryCounts;
using pipeline::MetricSource;

struct NoStarter final : hot::ChildStarter {
    void start_in_child() override {}
};

class MetricSourceTest : public ::testing::Test {
protected:
    MetricSourceTest() { engine_->open(starter_); }
    ~MetricSourceTest() override { engine_->close(); }

    void add(std::string_view name, std::int64_t value) {
        hot::add(*engine_, {.kind = hot::InstrumentKind::Counter, .name = name}, value);
    }
    bool next() {
        batch_.clear();
        return source_.next(batch_);
    }
    MetricsRequest decoded() const { return decode_metrics(batch_.body()); }
    std::uint64_t collected() const { return counts_.read()[static_cast<std::size_t>(SignalType::Metrics)].collected; }

    NoStarter starter_;
    hot::EngineRef engine_ = hot::Engine::create({});
    pipeline::PipelineOptions options_;
    pipeline::Envelope envelope_{""};
    DeliveryCounts counts_;
    MetricSource source_{*engine_, envelope_, options_, counts_};
    Batch batch_;
};

TEST_F(MetricSourceTest, HasNothingBeforeTheFirstMeasurement) {
    EXPECT_FALSE(next());
    EXPECT_FALSE(source_.has_full_batch());
    EXPECT_EQ(collected(), 0U);
    EXPECT_EQ(source_.unsettled(), 0U);
}

TEST_F(MetricSourceTest, CountsPointsAsCollectedAndUnsettledUntilTheyAreSettled) {
    add("a", 1);
    add("b", 1);
    ASSERT_TRUE(next());
    EXPECT_EQ(batch_.items, 2U);
    EXPECT_FALSE(batch_.full);
    EXPECT_EQ(collected(), 2U);
    EXPECT_EQ(source_.unsettled(), 2U);
    EXPECT_EQ(decoded().resource_metrics(0).scope_metrics(0).metrics_size(), 2);
    source_.settle(batch_);
    EXPECT_EQ(source_.unsettled(), 0U);
}

TEST_F(MetricSourceTest, StartsNoNewCollectionBeforeTheLastIsTakenOut) {
    options_.batch_max_items = 1;
    add("a", 1);
    add("b", 1);
    add("c", 1);
    ASSERT_TRUE(next());
    EXPECT_TRUE(batch_.full);
    EXPECT_EQ(collected(), 3U);
    source_.settle(batch_);
    EXPECT_EQ(source_.unsettled(), 2U);
    add("a", 100);
    ASSERT_TRUE(next());
    EXPECT_EQ(collected(), 3U) << "still the same collection";
    source_.settle(batch_);
    ASSERT_TRUE(next());
    EXPECT_FALSE(batch_.full);
    source_.settle(batch_);
    EXPECT_EQ(source_.unsettled(), 0U);
    ASSERT_TRUE(next());
    EXPECT_EQ(collected(), 6U);
    EXPECT_EQ(decoded().resource_metrics(0).scope_metrics(0).metrics(0).sum().data_points(0).as_int(), 101);
}

TEST_F(MetricSourceTest, ReachesAMarkWhenTheWholeNextCollectionIsTaken) {
    options_.batch_max_items = 1;
    add("a", 1);
    add("b", 1);
    EXPECT_TRUE(source_.reached_mark());
    source_.mark();
    EXPECT_FALSE(source_.reached_mark());
    ASSERT_TRUE(next());
    EXPECT_FALSE(source_.reached_mark());
    ASSERT_TRUE(next());
    EXPECT_TRUE(source_.reached_mark());
}

TEST_F(MetricSourceTest, ReachesAMarkWithoutAnyMetric) {
    source_.mark();
    EXPECT_FALSE(source_.reached_mark());
    EXPECT_FALSE(next());
    EXPECT_TRUE(source_.reached_mark());
}

TEST_F(MetricSourceTest, SendsOnlyWhatChangedWithDeltas) {
    options_.temporality = Temporality::Delta;
    add("a", 5);
    ASSERT_TRUE(next());
    source_.settle(batch_);
    EXPECT_FALSE(next()) << "nothing was added since";
    add("a", 2);
    ASSERT_TRUE(next());
    const auto metric = decoded().resource_metrics(0).scope_metrics(0).metrics(0);
    EXPECT_EQ(metric.sum().data_points(0).as_int(), 2);
}

TEST_F(MetricSourceTest, DiscardsTheRequestsThatAreNotTakenYet) {
    options_.batch_max_items = 2;
    for (const char* name : {"a", "b", "c", "d", "e"})
        add(name, 1);
    ASSERT_TRUE(next());
    EXPECT_EQ(source_.discard(), 3U);
    EXPECT_EQ(source_.unsettled(), 2U) << "the batch under way";
    source_.settle(batch_);
    EXPECT_EQ(source_.unsettled(), 0U);
    EXPECT_EQ(source_.discard(), 0U);
}

TEST(DeliveryCountsTest, CountsDropsBySignalAndReason) {
    DeliveryCounts counts;
    counts.drop(SignalType::Logs, "shutdown", 3);
    counts.drop(SignalType::Logs, "shutdown", 4);
    counts.drop(SignalType::Logs, "corrupt", 1);
    counts.drop(SignalType::Traces, "shutdown", 9);
    const auto read = counts.read();
    EXPECT_EQ(read[static_cast<std::size_t>(SignalType::Logs)].dropped,
              (std::map<std::string, std::uint64_t>{{"shutdown", 7}, {"corrupt", 1}}));
    EXPECT_EQ(read[static_cast<std::size_t>(SignalType::Traces)].dropped.at("shutdown"), 9U);
    EXPECT_TRUE(read[static_cast<std::size_t>(SignalType::Metrics)].dropped.empty());
}

TEST(DeliveryCountsTest, HasNoReasonThatDroppedNothing) {
    DeliveryCounts counts;
    counts.drop(SignalType::Logs, "shutdown", 0);
    EXPECT_TRUE(counts.read()[static_cast<std::size_t>(SignalType::Logs)].dropped.empty());
}

TEST(DeliveryCountsTest, ChangesOneSignalAsAWhole) {
    DeliveryCounts counts;
    std::thread writer([&] {
        for (int i = 0; i < 20'000; ++i) {
            counts.change(SignalType::Traces, [](pipeline::SignalDelivery& delivery) {
                ++delivery.delivered;
                ++delivery.exports_succeeded;
            });
        }
    });
    for (int i = 0; i < 2'000; ++i) {
        const auto read = counts.read()[static_cast<std::size_t>(SignalType::Traces)];
        EXPECT_EQ(read.delivered, read.exports_succeeded);
    }
    writer.join();
    const auto read = counts.read();
    EXPECT_EQ(read[static_cast<std::size_t>(SignalType::Traces)].delivered, 20'000U);
    EXPECT_EQ(read[static_cast<std::size_t>(SignalType::Logs)].delivered, 0U);
}

TEST(DeliveryCountsTest, AddsUpUnendedSpans) {
    DeliveryCounts counts;
    EXPECT_EQ(counts.unended_spans(), 0U);
    counts.add_unended_spans(2);
    counts.add_unended_spans(3);
    EXPECT_EQ(counts.unended_spans(), 5U);
}

}  // namespace
}  // namespace telemetryflow::tests
