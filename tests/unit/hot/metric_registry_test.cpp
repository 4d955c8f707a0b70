#include "hot/metric_registry.hpp"

#include <map>
#include <thread>

#include <gtest/gtest.h>

#include "hot/explicit_histogram_cell.hpp"

namespace telemetryflow::hot {
namespace {

class MetricRegistryTest : public testing::Test {
protected:
    static InstrumentRequest counter(std::string_view name) { return {InstrumentKind::Counter, name, "1", "", {}}; }
    static SeriesKey key(std::string_view name, const Attributes& attributes = {},
                         InstrumentKind kind = InstrumentKind::Counter) {
        return {0, kind, name, "1", attributes};
    }
    // The integer sums of all points, by instrument and encoded attributes.
    std::map<std::string, std::int64_t> sums(Temporality temporality = Temporality::Cumulative) {
        std::map<std::string, std::int64_t> found;
        registry_.collect(temporality, clock_.now(), [&](const MetricStream& stream, const MetricPoint& point) {
            found[stream.name + point.series.attributes] = point.value.integers;
        });
        return found;
    }

    RecordingLimits limits_;
    Clock clock_;
    Scope scope_;
    EditCounts edits_;
    MetricRegistry registry_{limits_, {}, clock_, scope_};
    CellOwner owner_{1, registry_.cell_budget()};
    CellOwner other_{2, registry_.cell_budget()};
};

TEST_F(MetricRegistryTest, FindsAnInstrumentAgainWithoutRegardToAsciiCase) {
    Instrument* first = registry_.instrument(counter("Http.Requests"));
    ASSERT_NE(first, nullptr);
    EXPECT_EQ(registry_.instrument(counter("hTTP.rEQUESTS")), first);
    EXPECT_EQ(first->name, "Http.Requests") << "the first spelling stays";
    EXPECT_NE(registry_.instrument(counter("http.requests2")), first);
    // Only ASCII letters are folded: these are neighbours of the letters' ranges.
    EXPECT_NE(registry_.instrument(counter("a@")), registry_.instrument(counter("a`")));
    EXPECT_NE(registry_.instrument(counter("a[")), registry_.instrument(counter("a{")));
    EXPECT_EQ(registry_.instrument(counter("AZ")), registry_.instrument(counter("az")));
}

TEST_F(MetricRegistryTest, TellsUnitsAndKindsApart) {
    Instrument* first = registry_.instrument({InstrumentKind::Counter, "n", "s", "", {}});
    EXPECT_NE(registry_.instrument({InstrumentKind::Counter, "n", "ms", "", {}}), first);
    EXPECT_NE(registry_.instrument({InstrumentKind::Counter, "n", "S", "", {}}), first) << "units have case";
    EXPECT_NE(registry_.instrument({InstrumentKind::Counter, "n", "", "", {}}), first);
    EXPECT_NE(registry_.instrument({InstrumentKind::UpDownCounter, "n", "s", "", {}}), first);
    EXPECT_NE(registry_.instrument({InstrumentKind::Counter, "ns", "", "", {}}), first);
    EXPECT_EQ(registry_.instrument({InstrumentKind::Counter, "N", "s", "", {}}), first);
}

TEST_F(MetricRegistryTest, KeepsTheFirstDescriptionThatIsNotEmpty) {
    Instrument* made = registry_.instrument({InstrumentKind::Counter, "n", "", "", {}});
    EXPECT_EQ(made->only->description, "");
    EXPECT_EQ(registry_.instrument({InstrumentKind::Counter, "n", "", "first", {}}), made);
    EXPECT_EQ(registry_.instrument({InstrumentKind::Counter, "n", "", "second", {}}), made);
    EXPECT_EQ(registry_.instrument({InstrumentKind::Counter, "n", "", "", {}}), made);
    EXPECT_EQ(made->only->description, "first");
}

TEST_F(MetricRegistryTest, ChoosesBoundariesFromTheRequestTheUnitOrTheDefault) {
    const auto boundaries = [](MetricRegistry& registry, std::string_view name, std::string_view unit,
                               std::vector<double> wanted) {
        const BucketBounds& bounds =
            registry.instrument({InstrumentKind::Histogram, name, unit, "", std::move(wanted)})->only->bounds;
        return std::vector<double>(bounds.values().begin(), bounds.values().end());
    };
    EXPECT_EQ(boundaries(registry_, "a", "s", {}).front(), 0.005);
    EXPECT_EQ(boundaries(registry_, "a", "ms", {}).back(), 10'000);
    EXPECT_EQ(boundaries(registry_, "b", "s", {1, 2}), (std::vector<double>{1, 2}));
    EXPECT_EQ(boundaries(registry_, "b", "s", {3}), (std::vector<double>{1, 2})) << "the first ones stay";
    MetricRegistry configured(limits_, {.boundaries = {7, 8}}, clock_, scope_);
    EXPECT_EQ(boundaries(configured, "a", "s", {}), (std::vector<double>{7, 8}));
    EXPECT_EQ(boundaries(configured, "b", "s", {9}), std::vector<double>{9});
    EXPECT_TRUE(registry_.instrument(counter("c"))->only->bounds.values().empty());
}

TEST_F(MetricRegistryTest, CutsAndRepairsNames) {
    limits_.name_length = 4;
    Instrument* made = registry_.instrument({InstrumentKind::Counter, "abcdef", "\xFF", "abc\xC3\xA9", {}});
    EXPECT_EQ(made->name, "abcd");
    EXPECT_EQ(made->unit, "\xEF\xBF\xBD");
    EXPECT_EQ(made->only->description, "abc");
    EXPECT_EQ(registry_.instrument({InstrumentKind::Counter, "abcdxy", "\xFE", "", {}}), made);
}

TEST_F(MetricRegistryTest, RefusesTooManyInstrumentsButKnowsTheOldOnes) {
    for (std::size_t i = 0; i < MetricRegistry::kMaxInstruments; ++i)
        ASSERT_NE(registry_.instrument(counter("n" + std::to_string(i))), nullptr);
    EXPECT_EQ(registry_.instrument(counter("one more")), nullptr);
    EXPECT_EQ(registry_.target(key("one more"), owner_, edits_).series, nullptr);
    EXPECT_NE(registry_.instrument(counter("n0")), nullptr);
    EXPECT_NE(registry_.target(key("n9999"), owner_, edits_).series, nullptr);
    EXPECT_EQ(registry_.series_count(), 1U);
}

TEST_F(MetricRegistryTest, TakesTheOrderOfAttributesForNothing) {
    Series* series = registry_.target(key("n", {{"a", 1}, {"b", 2}}), owner_, edits_).series;
    EXPECT_EQ(registry_.target(key("n", {{"b", 2}, {"a", 1}}), owner_, edits_).series, series);
    EXPECT_EQ(registry_.target(key("n", {{"a", 9}, {"b", 2}, {"a", 1}}), owner_, edits_).series, series)
        << "of equal keys the last value wins";
    EXPECT_NE(registry_.target(key("n", {{"a", 1}, {"b", 2}, {"a", 9}}), owner_, edits_).series, series);
    EXPECT_NE(registry_.target(key("n", {{"a", 1}}), owner_, edits_).series, series);
    EXPECT_EQ(registry_.series_count(), 3U);
    EXPECT_EQ(
        registry_
            .target({series->instrument->id, InstrumentKind::Counter, "", "", {{"b", 2}, {"a", 1}}}, owner_, edits_)
            .series,
        series)
        << "a handle's id names the same instrument";
}

TEST_F(MetricRegistryTest, GivesEachOwnerOneCellOfASeries) {
    SumCell* cell = registry_.target(key("n"), owner_, edits_).sum;
    EXPECT_EQ(registry_.target(key("N"), owner_, edits_).sum, cell);
    const SeriesCache::Target others = registry_.target(key("n"), other_, edits_);
    EXPECT_NE(others.sum, cell);
    EXPECT_EQ(others.histogram, nullptr);
    EXPECT_EQ(registry_.target(*others.series, owner_).sum, cell);
    cell->add(std::int64_t{3});
    others.sum->add(std::int64_t{4});
    EXPECT_EQ(sums(), (std::map<std::string, std::int64_t>{{"n", 7}}));
    EXPECT_EQ(owner_.series.size(), 1U);
}

TEST_F(MetricRegistryTest, GivesEachBoundSeriesOneSlot) {
    Instrument* instrument = registry_.instrument(counter("n"));
    Series& first = registry_.bind(*instrument, {{"a", 1}}, edits_);
    Series& second = registry_.bind(*instrument, {{"a", 2}}, edits_);
    EXPECT_EQ(&registry_.bind(*instrument, {{"a", 1}}, edits_), &first);
    EXPECT_EQ(first.bound_slot, 0U);
    EXPECT_EQ(second.bound_slot, 1U);
    EXPECT_FALSE(registry_.target(key("n", {{"a", 3}}), owner_, edits_).series->bound_slot.has_value());
}

TEST_F(MetricRegistryTest, SendsWhatIsOverTheCardinalityToOneSeries) {
    limits_.cardinality = 3;
    for (int i = 0; i < 10; ++i)
        registry_.target(key("n", {{"i", i}}), owner_, edits_).sum->add(std::int64_t{1});
    for (int i = 0; i < 3; ++i)
        registry_.target(key("n", {{"i", i}}), owner_, edits_).sum->add(std::int64_t{10});
    registry_.target(key("m", {{"i", 9}}), owner_, edits_).sum->add(std::int64_t{5});

    std::map<std::string, std::int64_t> found = sums();
    EXPECT_EQ(found.size(), 5U);
    EXPECT_EQ(registry_.series_count(), 5U);
    std::int64_t overflow = 0;
    int own = 0;
    for (const auto& [name, sum] : found) {
        if (name.find("otel.metric.overflow") != std::string::npos) overflow += sum;
        if (sum == 11) ++own;
    }
    EXPECT_EQ(overflow, 7);
    EXPECT_EQ(own, 3) << "series from before stay their own";
}

TEST_F(MetricRegistryTest, KeepsTheSumsOfThreadsThatEnd) {
    registry_.target(key("n"), owner_, edits_).sum->add(std::int64_t{3});
    registry_.target(key("n"), owner_, edits_).sum->add(0.5);
    SumCell* kept = registry_.target(key("n"), other_, edits_).sum;
    kept->add(std::int64_t{4});
    registry_.retire(owner_);
    EXPECT_TRUE(owner_.series.empty());
    registry_.retire(owner_);  // nothing is left to be counted twice
    EXPECT_EQ(sums()["n"], 7);
    kept->add(std::int64_t{1});
    EXPECT_EQ(sums()["n"], 8);
    registry_.target(key("n"), owner_, edits_).sum->add(std::int64_t{2});
    EXPECT_EQ(sums()["n"], 10);
    double doubles = 0;
    registry_.collect(Temporality::Cumulative, clock_.now(),
                      [&](const MetricStream&, const MetricPoint& point) { doubles = point.value.doubles; });
    EXPECT_EQ(doubles, 0.5);
}

TEST_F(MetricRegistryTest, KeepsTheHistogramsOfThreadsThatEnd) {
    const SeriesKey asked = key("h", {}, InstrumentKind::Histogram);
    ASSERT_NE(registry_.instrument({InstrumentKind::Histogram, "h", "1", "", {1, 10}}), nullptr);
    for (const double value : {0.5, 1.0, 100.0})
        record_in(*registry_.target(asked, owner_, edits_).histogram, value);
    record_in(*registry_.target(asked, other_, edits_).histogram, 5);
    registry_.retire(owner_);
    HistogramTotals totals;
    registry_.collect(Temporality::Cumulative, clock_.now(),
                      [&](const MetricStream&, const MetricPoint& point) { totals = *point.histogram; });
    EXPECT_EQ(totals.buckets, (std::vector<std::uint64_t>{2, 1, 1}));
    EXPECT_EQ(totals.sum, 106.5);
    EXPECT_EQ(totals.min, 0.5);
    EXPECT_EQ(totals.max, 100);
}

TEST_F(MetricRegistryTest, ExportsOnlyWhatIsNewWithDeltaTemporality) {
    SumCell* cell = registry_.target(key("n"), owner_, edits_).sum;
    SumCell* level = registry_.target(key("u", {}, InstrumentKind::UpDownCounter), owner_, edits_).sum;
    cell->add(std::int64_t{3});
    level->add(std::int64_t{-2});
    using Sums = std::map<std::string, std::int64_t>;
    EXPECT_EQ(sums(Temporality::Delta), (Sums{{"n", 3}, {"u", -2}}));
    EXPECT_EQ(sums(Temporality::Delta), (Sums{{"u", -2}})) << "an up-down counter is always cumulative";
    registry_.retire(owner_);
    EXPECT_EQ(sums(Temporality::Delta), (Sums{{"u", -2}})) << "what a thread leaves is not new";
    registry_.target(key("n"), other_, edits_).sum->add(std::int64_t{5});
    EXPECT_EQ(sums(Temporality::Delta), (Sums{{"n", 5}, {"u", -2}}));
}

TEST_F(MetricRegistryTest, SharesCellsExactlyOnceTheBudgetIsSpent) {
    registry_.cell_budget() = 0;
    const SeriesCache::Target sum = registry_.target(key("n"), owner_, edits_);
    ASSERT_NE(sum.sum, nullptr);
    EXPECT_TRUE(sum.sum->shared);
    EXPECT_TRUE(owner_.series.empty());
    ASSERT_NE(registry_.instrument({InstrumentKind::Histogram, "h", "1", "", {10}}), nullptr);

    constexpr int kThreads = 4;
    constexpr int kEach = 10'000;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&, t] {
            CellOwner mine(static_cast<std::uint64_t>(100 + t), registry_.cell_budget());
            EditCounts edits;
            const SeriesCache::Target counted = registry_.target(key("n"), mine, edits);
            const SeriesCache::Target measured = registry_.target(key("h", {}, InstrumentKind::Histogram), mine, edits);
            EXPECT_EQ(counted.sum, sum.sum);
            for (int i = 0; i < kEach; ++i) {
                counted.sum->add(std::int64_t{1});
                counted.sum->add(0.5);
                record_in(*measured.histogram, i % 2 == 0 ? 1 : 20);
            }
            registry_.retire(mine);
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    registry_.collect(Temporality::Cumulative, clock_.now(), [&](const MetricStream& made, const MetricPoint& point) {
        if (made.kind == InstrumentKind::Counter) {
            EXPECT_EQ(point.value.integers, kThreads * kEach);
            EXPECT_EQ(point.value.doubles, kThreads * kEach / 2);
        } else {
            EXPECT_EQ(point.histogram->buckets, (std::vector<std::uint64_t>(2, kThreads * kEach / 2)));
            EXPECT_EQ(point.histogram->sum, kThreads * kEach / 2 * 21);
        }
    });
    EXPECT_EQ(registry_.cell_budget(), 0);
}

TEST_F(MetricRegistryTest, ReturnsTheBudgetOfAThreadThatEnds) {
    const std::ptrdiff_t before = registry_.cell_budget();
    {
        CellOwner mine(50, registry_.cell_budget());
        for (int i = 0; i < 100; ++i)
            registry_.target(key("n", {{"i", i}}), mine, edits_).sum->add(std::int64_t{1});
        EXPECT_LT(registry_.cell_budget(), before);
        registry_.retire(mine);
    }
    EXPECT_EQ(registry_.cell_budget(), before);
    EXPECT_EQ(sums().size(), 100U);
}

TEST_F(MetricRegistryTest, ForgetsTheParentsMeasurementsAfterAFork) {
    SumCell* mine = registry_.target(key("n"), owner_, edits_).sum;
    mine->add(std::int64_t{3});
    registry_.target(key("n"), other_, edits_).sum->add(std::int64_t{4});
    Series* gauge = registry_.target(key("g", {}, InstrumentKind::Gauge), owner_, edits_).series;
    gauge->gauge_state = Series::GaugeState::Double;
    registry_.reset_after_fork(&owner_);
    using Sums = std::map<std::string, std::int64_t>;
    EXPECT_EQ(sums(), (Sums{{"n", 0}})) << "the gauge was set by the parent";
    mine->add(std::int64_t{2});
    EXPECT_EQ(sums(), (Sums{{"n", 2}}));
}

}  // namespace
}  // namespace telemetryflow::hot
