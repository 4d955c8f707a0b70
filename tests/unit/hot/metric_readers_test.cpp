// What the registry keeps of its readers, and what it forgets with them.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "telemetryflow/hot/record_histogram.hpp"

#include "hot/metric_registry.hpp"

namespace telemetryflow::hot {
namespace {

class MetricReadersTest : public testing::Test {
protected:
    MetricReadersTest() {
        counter_.sum->integers.store(5);
        record(*histogram_.histogram, 2.0);
    }

    SeriesCache::Target target(InstrumentKind kind, std::string_view name) {
        return registry_.target(SeriesKey{0, kind, name, "1", {}}, owner_, edits_);
    }
    std::map<std::string, std::int64_t> collect(std::size_t reader, Temporality temporality = Temporality::Delta) {
        std::map<std::string, std::int64_t> found;
        registry_.collect(
            temporality, clock_.now(),
            [&](const MetricStream& stream, const MetricPoint& point) {
                found[stream.name] = point.exponential != nullptr ? static_cast<std::int64_t>(point.exponential->count)
                                                                  : point.value.integers;
            },
            reader);
        return found;
    }

    RecordingLimits limits_;
    Clock clock_;
    Scope scope_;
    EditCounts edits_;
    MetricRegistry registry_{
        limits_,
        {.histogram_aggregation = HistogramAggregation::Base2Exponential, .exported = Temporality::Delta},
        clock_,
        scope_};
    CellOwner owner_{1, registry_.cell_budget()};
    SeriesCache::Target counter_ = target(InstrumentKind::Counter, "c");
    SeriesCache::Target histogram_ = target(InstrumentKind::Histogram, "h");
};

TEST_F(MetricReadersTest, HaveNumbersThatAreUsedAgain) {
    EXPECT_EQ(registry_.add_reader(Temporality::Delta), 1U);
    EXPECT_EQ(registry_.add_reader(Temporality::Delta), 2U);
    registry_.remove_reader(1);
    EXPECT_EQ(registry_.add_reader(Temporality::Cumulative), 1U);
    EXPECT_EQ(registry_.add_reader(Temporality::Delta), 3U);
}

TEST_F(MetricReadersTest, AreLimited) {
    for (std::size_t reader = 1; reader < MetricRegistry::kMaxReaders; ++reader)
        EXPECT_EQ(registry_.add_reader(Temporality::Delta), reader);
    EXPECT_EQ(registry_.add_reader(Temporality::Delta), std::nullopt);
    registry_.remove_reader(17);
    EXPECT_EQ(registry_.add_reader(Temporality::Delta), 17U);
}

TEST_F(MetricReadersTest, DoNotGrowWhatIsKeptAsTheyComeAndGo) {
    const std::map<std::string, std::int64_t> all{{"c", 5}, {"h", 1}};
    for (int i = 0; i < 1000; ++i) {
        const std::size_t reader = *registry_.add_reader(Temporality::Delta);
        ASSERT_EQ(collect(reader), all) << "each has it all";
        registry_.remove_reader(reader);
    }
    EXPECT_LE(counter_.series->exported.size(), 2U);
    EXPECT_EQ(counter_.series->exported.back().sum.integers, 0);
    EXPECT_LE(histogram_.series->exponential->pending.size(), 2U);
    EXPECT_EQ(histogram_.series->exponential->pending.back().count, 0U);
    EXPECT_EQ(collect(MetricRegistry::kExporter), all);
}

TEST_F(MetricReadersTest, OfTotalsHaveNothingPending) {
    const std::size_t cumulative = *registry_.add_reader(Temporality::Cumulative);
    EXPECT_EQ(collect(MetricRegistry::kExporter).at("h"), 1);
    EXPECT_EQ(collect(cumulative, Temporality::Cumulative).at("h"), 1);
    EXPECT_LE(histogram_.series->exponential->pending.size(), cumulative);
}

TEST(MetricReadersOverTheLimitTest, DoNotNoticeWhatWasDisplacedInTheCollectionsOfOthers) {
    RecordingLimits limits;
    limits.cardinality = 1;
    Clock clock;
    Scope scope;
    EditCounts edits;
    MetricRegistry registry(limits, {.exported = Temporality::Delta}, clock, scope);
    const std::size_t other = *registry.add_reader(Temporality::Delta);
    Instrument& instrument = *registry.instrument({.kind = InstrumentKind::ObservableCounter, .name = "o"});
    // In the order of observing; gives what the reader is told of A, and of the overflow.
    const auto collect = [&](std::size_t reader, std::vector<std::pair<std::string_view, std::int64_t>> values) {
        registry.begin_observing();
        for (const auto& [set, value] : values)
            registry.observe(instrument, value, {{"set", set}}, edits);
        std::map<std::string, std::int64_t> told;
        registry.collect(
            Temporality::Delta, clock.now(),
            [&](const MetricStream&, const MetricPoint& point) {
                const bool is_a = point.series.attributes.find("A") != std::string::npos;
                told[point.series.is_overflow ? "overflow" : is_a ? "A" : "B"] += point.value.integers;
            },
            reader);
        return told;
    };
    using Told = std::map<std::string, std::int64_t>;
    EXPECT_EQ(collect(MetricRegistry::kExporter, {{"A", 10}, {"B", 5}}), (Told{{"A", 10}, {"overflow", 5}}));
    EXPECT_EQ(collect(other, {{"A", 10}, {"B", 5}}), (Told{{"A", 10}, {"overflow", 5}}));
    EXPECT_EQ(collect(MetricRegistry::kExporter, {{"B", 6}, {"A", 11}}), (Told{{"B", 6}, {"overflow", -4}}))
        << "5 of B are given back, 1 of A is new";
    EXPECT_EQ(collect(other, {{"A", 12}, {"B", 7}}), (Told{{"A", 2}, {"overflow", 2}}));
    EXPECT_EQ(collect(MetricRegistry::kExporter, {{"A", 12}, {"B", 7}}), (Told{{"A", 12}, {"overflow", -10}}))
        << "11 of A are given back, 1 of B is new";
}

TEST_F(MetricReadersTest, KeepAnObservedSeriesAsLongAsOneHasIt) {
    Instrument& instrument = *registry_.instrument({.kind = InstrumentKind::ObservableCounter, .name = "o"});
    const std::size_t reader = *registry_.add_reader(Temporality::Delta);
    const auto observe = [&](std::int64_t value) {
        registry_.begin_observing();
        registry_.observe(instrument, value, {}, edits_);
    };
    observe(10);
    EXPECT_EQ(collect(MetricRegistry::kExporter).at("o"), 10);
    const std::uint64_t with_it = registry_.series_count();
    registry_.begin_observing();
    EXPECT_FALSE(collect(reader).contains("o"));
    EXPECT_EQ(registry_.series_count(), with_it) << "the exporter had it last";
    registry_.begin_observing();
    EXPECT_FALSE(collect(MetricRegistry::kExporter).contains("o"));
    EXPECT_EQ(registry_.series_count(), with_it - 1) << "nobody has";
    observe(12);
    EXPECT_EQ(collect(reader).at("o"), 12);
    registry_.remove_reader(reader);
    registry_.begin_observing();
    EXPECT_FALSE(collect(MetricRegistry::kExporter).contains("o"));
    EXPECT_EQ(registry_.series_count(), with_it - 1) << "who had it is gone";
}

}  // namespace
}  // namespace telemetryflow::hot
