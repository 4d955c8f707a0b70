// The benchmarks' own rules: nothing is measured that did not arrive, and figures are what their samples say.

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <string>
#include <tuple>

#include <gtest/gtest.h>

#include "harness/core_state.hpp"
#include "harness/count_mode.hpp"
#include "harness/figure.hpp"
#include "harness/latencies.hpp"
#include "harness/loop_operation.hpp"
#include "harness/report.hpp"
#include "harness/sample.hpp"

namespace telemetryflow::bench {
namespace {

/// Lets through all that is recorded but a given number.
class LeakyDestination final : public Destination {
public:
    explicit LeakyDestination(std::uint64_t lost) : lost_(lost) {}

    [[nodiscard]] const std::string& subject() const override {
        static const std::string name("leaky");
        return name;
    }
    void drain() override { ++drained_; }
    [[nodiscard]] std::uint64_t arrived(std::string_view) override {
        const std::uint64_t all = recorded_.load();
        return all - std::min(all, lost_);
    }

    void record() { recorded_.fetch_add(1, std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t recorded() const { return recorded_.load(); }
    [[nodiscard]] int drained() const { return drained_; }

private:
    const std::uint64_t lost_;
    std::atomic<std::uint64_t> recorded_{0};
    int drained_ = 0;
};

OperationList operation_of(LeakyDestination& destination, OperationTraits traits) {
    OperationList list;
    add_operation(list, "record", destination, std::move(traits),
                  [&destination] { return [&destination] { destination.record(); }; });
    return list;
}

TEST(SampleTest, IsTakenWhenEverythingArrives) {
    LeakyDestination destination(0);
    const OperationList list = operation_of(destination, {.kind = "records", .burst = 100, .room = 100});
    ThreadTeam team(1);
    const Sample sample = take_sample(*list.front(), team, 0.01);
    EXPECT_GE(sample.caller_ns, 0.0);
    EXPECT_GT(sample.process_ns, 0.0);
    EXPECT_GE(destination.drained(), 3);
}

TEST(SampleTest, IsRefusedWhenOneRecordIsMissing) {
    LeakyDestination destination(1);
    const OperationList list = operation_of(destination, {.kind = "records", .burst = 100, .room = 100});
    ThreadTeam team(1);
    EXPECT_THROW(std::ignore = take_sample(*list.front(), team, 0.01), std::runtime_error);
}

TEST(SampleTest, IsRefusedWhenAnOperationRecordsLessThanItSays) {
    LeakyDestination destination(0);
    const OperationList list = operation_of(destination, {.kind = "records", .records = 2, .burst = 100, .room = 100});
    ThreadTeam team(1);
    EXPECT_THROW(std::ignore = take_sample(*list.front(), team, 0.01), std::runtime_error);
}

TEST(ThreadTeamTest, RunsTheOperationOnEveryThread) {
    LeakyDestination destination(0);
    const OperationList list = operation_of(destination, {.kind = "records", .burst = 100, .room = 100});
    ThreadTeam team(3);
    const Burst burst = team.run(*list.front(), 50);
    EXPECT_EQ(burst.operations, 150);
    EXPECT_EQ(destination.recorded(), 150U);
}

TEST(OperationTest, SharesTheRoomAmongThreads) {
    LeakyDestination destination(0);
    const OperationList list = operation_of(destination, {.kind = "records", .burst = 1'024, .room = 1'536});
    EXPECT_EQ(list.front()->burst_of_each(1), 1'024);
    EXPECT_EQ(list.front()->burst_of_each(2), 768);
    EXPECT_EQ(list.front()->burst_of_each(10'000), 1);
}

TEST(CountModeTest, PerformsTheOperationAsOftenAsAskedAndWarmsUpBefore) {
    LeakyDestination destination(0);
    const OperationList list = operation_of(destination, {.kind = "records", .burst = 100, .room = 100});
    perform(*list.front(), 250);
    EXPECT_EQ(destination.recorded(), 350U);
    EXPECT_EQ(destination.drained(), 4);
}

TEST(FigureTest, SummarisesItsSamples) {
    const Figure figure{"op", "subject", "metric", "ns", {4, 1, 2, 3, 10}};
    EXPECT_EQ(figure.median(), 3);
    EXPECT_EQ(figure.min(), 1);
    EXPECT_EQ(figure.max(), 10);
    EXPECT_EQ(figure.spread(), 3);
    EXPECT_EQ((Figure{"op", "subject", "metric", "ns", {1, 2}}.median()), 1.5);
}

TEST(ReportTest, ComparesWithOursOfTheSameOperationAndMetric) {
    Report report;
    report.figures = {{"span", "telemetryflow", "caller_cpu", "ns", {50}},
                      {"span", "peer", "caller_cpu", "ns", {1'000}},
                      {"span", "peer", "process_cpu", "ns", {2'000}}};
    EXPECT_EQ(report.ratio(report.figures[0]), std::nullopt);
    EXPECT_EQ(report.ratio(report.figures[1]), 20);
    EXPECT_EQ(report.ratio(report.figures[2]), std::nullopt);
}

TEST(LatenciesTest, TellHowManyCallsTookNoLonger) {
    Latencies latencies(1'000, std::chrono::nanoseconds(0));
    for (std::int64_t took = 1'000; latencies.wait_for_turn(); --took)
        latencies.add(took);
    EXPECT_EQ(latencies.calls(), 1'000U);
    EXPECT_EQ(latencies.quantile(0.5), 500);
    EXPECT_EQ(latencies.quantile(0.999), 999);
    EXPECT_EQ(latencies.quantile(1), 1'000);
}

TEST(CoreStateTest, IsOfBothMeasurementsOrNeither) {
    EXPECT_EQ(core_state(90, 100), CoreState::Near);
    EXPECT_EQ(core_state(430, 500), CoreState::Far);
    EXPECT_EQ(core_state(90, 430), CoreState::Mixed);
    EXPECT_EQ(core_state(430, 5'000'000), CoreState::Mixed);
}

}  // namespace
}  // namespace telemetryflow::bench
