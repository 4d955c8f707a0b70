// What is said about records that recording drops, and when, on a simulated clock.

#include "pipeline/drop_watch.hpp"

#include <gtest/gtest.h>

#include "unit/pipeline/pipeline_harness.hpp"

namespace telemetryflow::tests {
namespace {

using namespace std::chrono_literals;
using hot::DropReason;
using Lines = std::vector<std::string>;

class DropWatchTest : public ::testing::Test {
protected:
    void drop(std::uint64_t records, SignalType signal = SignalType::Logs, DropReason reason = DropReason::QueueFull) {
        engine_->drops.add(signal, reason, records);
    }
    Lines look() {
        const std::size_t before = diagnostics_.lines().size();
        watch_.look(now_);
        const Lines all = diagnostics_.lines();
        return {all.begin() + static_cast<Lines::difference_type>(before), all.end()};
    }

    hot::EngineRef engine_ = hot::Engine::create({});
    pipeline::DeliveryCounts counts_;
    RecordedDiagnostics diagnostics_;
    pipeline::DropWatch watch_{*engine_, counts_, diagnostics_};
    std::chrono::steady_clock::time_point now_{1h};
};

TEST_F(DropWatchTest, SaysNothingWithoutReason) {
    EXPECT_EQ(look(), Lines());
    now_ += 1h;
    EXPECT_EQ(look(), Lines());
    watch_.finish();
    EXPECT_EQ(diagnostics_.lines(), Lines());
}

TEST_F(DropWatchTest, SaysTheFirstAtOnceAndThenASumEveryThirtySeconds) {
    drop(1);
    EXPECT_EQ(look(), Lines{"recording: dropped: 1 logs (queue_full)"});
    for (int second = 1; second < 30; ++second) {
        now_ += 1s;
        drop(100);
        EXPECT_EQ(look(), Lines()) << second;
    }
    now_ += 1s;
    EXPECT_EQ(look(), Lines{"recording: dropped: 2900 logs (queue_full)"});
    now_ += 30s;
    EXPECT_EQ(look(), Lines()) << "nothing new";
}

TEST_F(DropWatchTest, NamesEverySignalAndReason) {
    drop(2, SignalType::Traces);
    drop(3, SignalType::Logs, DropReason::RecordTooLarge);
    drop(4, SignalType::Metrics, DropReason::InvalidValue);
    EXPECT_EQ(look(), Lines{"recording: dropped: 4 measurements (invalid_value), 3 logs (record_too_large), 2 spans "
                            "(queue_full)"});
}

TEST_F(DropWatchTest, SaysTheRestAtTheEnd) {
    drop(1);
    look();
    drop(7);
    EXPECT_EQ(look(), Lines());
    watch_.finish();
    EXPECT_EQ(diagnostics_.lines().back(), "recording: dropped: 7 logs (queue_full)");
    watch_.finish();
    EXPECT_EQ(diagnostics_.lines().size(), 2U);
}

TEST_F(DropWatchTest, LeavesWhatAnEarlierWorkerSaw) {
    drop(5);
    look();
    pipeline::DropWatch next(*engine_, counts_, diagnostics_);
    next.look(now_);
    next.finish();
    EXPECT_EQ(diagnostics_.lines().size(), 1U);
}

TEST_F(DropWatchTest, RemembersForAMinute) {
    EXPECT_FALSE(counts_.dropped_recently(0, now_));
    EXPECT_TRUE(counts_.dropped_recently(3, now_)) << "the worker has not looked yet";
    drop(3);
    look();
    EXPECT_TRUE(counts_.dropped_recently(3, now_ + 59s));
    EXPECT_FALSE(counts_.dropped_recently(3, now_ + 60s));
    now_ += 50s;
    drop(1);
    look();
    EXPECT_TRUE(counts_.dropped_recently(4, now_ + 59s));
}

TEST_F(DropWatchTest, AWorkerSaysWhatDoesNotFitAndTheRestAtItsEnd) {
    hot::EngineOptions options;
    options.buffer_bytes = hot::ChunkPool::kChunkBytes;
    PipelineHarness harness(std::move(options));
    harness.record->answer_always({.outcome = ExportOutcome::Held, .reason = "http_401"});
    for (int i = 0; i < 2000; ++i)
        harness.log("a record of some length, so that there is soon no room");
    harness.pipeline.shutdown(10ms);
    const auto lines = harness.diagnostics->lines();
    EXPECT_TRUE(std::any_of(lines.begin(), lines.end(), [](const std::string& line) {
        return line.starts_with("recording: dropped: ") && line.ends_with(" logs (queue_full)");
    }));
}

}  // namespace
}  // namespace telemetryflow::tests
