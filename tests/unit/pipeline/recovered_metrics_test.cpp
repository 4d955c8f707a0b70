// Metrics that a process had collected and could not deliver before it was killed, sent by the next one.

#include <filesystem>
#include <map>

#include <gtest/gtest.h>

#include "durability/mapped_region.hpp"
#include "support/killed_process.hpp"
#include "support/otlp_requests.hpp"
#include "support/temp_dir.hpp"
#include "support/wait_until.hpp"
#include "unit/pipeline/pipeline_harness.hpp"

namespace telemetryflow::tests {
namespace {

namespace fs = std::filesystem;
using test::in_killed_process;
using test::wait_until;

class RecoveredMetricsTest : public ::testing::Test {
protected:
    static constexpr std::size_t kBytes = 16 * hot::ChunkPool::kChunkBytes;

    struct Process : PipelineHarness {
        explicit Process(const std::shared_ptr<const durability::StateDirectory>& state,
                         const ExportResult& answer = {}, pipeline::PipelineOptions options = quick())
            : PipelineHarness(engine_options(), options, std::make_unique<durability::MappedRegion>(state, kBytes),
                              answer) {}

        static hot::EngineOptions engine_options() {
            hot::EngineOptions options;
            options.buffer_bytes = kBytes;
            return options;
        }
        void add(std::string_view name, std::int64_t value) {
            hot::add(*engine, {.kind = hot::InstrumentKind::Counter, .name = name, .unit = {}, .attributes = {}},
                     value);
        }
        [[nodiscard]] pipeline::SignalDelivery recovered() const {
            return pipeline.recovered()[static_cast<std::size_t>(SignalType::Metrics)];
        }
        [[nodiscard]] pipeline::SignalStatus status() const {
            return pipeline.status().signals[static_cast<std::size_t>(SignalType::Metrics)];
        }
    };

    // The value of every counter, as the last request that says so has it, and whether it was recovered.
    static std::map<std::string, std::pair<std::int64_t, bool>> counters(const PipelineHarness::Record& record) {
        std::map<std::string, std::pair<std::int64_t, bool>> values;
        for (const auto& request : record.requests()) {
            if (request.signal != SignalType::Metrics) continue;
            otlp::collector::metrics::v1::ExportMetricsServiceRequest decoded;
            EXPECT_TRUE(decoded.ParseFromArray(request.body.data(), static_cast<int>(request.body.size())));
            for (const auto& resource : decoded.resource_metrics()) {
                const bool recovered = attributes_of(resource.resource()).contains("telemetryflow.recovered");
                for (const auto& scope : resource.scope_metrics()) {
                    EXPECT_EQ(scope.scope().name(), "telemetryflow");
                    for (const auto& metric : scope.metrics())
                        values[metric.name()] = {metric.sum().data_points(0).as_int(), recovered};
                }
            }
        }
        return values;
    }
    [[nodiscard]] std::size_t kept_files() const {
        std::size_t files = 0;
        for (const auto& file : fs::recursive_directory_iterator(folder_.path()))
            if (file.path().filename() == "metrics") ++files;
        return files;
    }

    static inline const ExportResult kDown{.outcome = ExportOutcome::Retryable, .reason = "connect"};
    static inline const ExportResult kHeld{.outcome = ExportOutcome::Held, .reason = "http_401"};

    test::TempDir folder_;
    std::shared_ptr<const durability::StateDirectory> state_ =
        std::make_shared<durability::StateDirectory>(folder_.path(), "shop");
};

TEST_F(RecoveredMetricsTest, SendsTheLastOnesOfAKilledProcessWithAMark) {
    in_killed_process([&] {
        auto& process = *new Process(state_);
        process.add("orders", 5);
        process.flush();
        process.record->answer_always(kDown);
        process.add("orders", 2);
        process.add("refunds", 1);
        process.pipeline.flush(std::chrono::milliseconds(20));
        process.add("orders", 100);  // after the last collection
        if (!wait_until([&] { return kept_files() == 1; })) ::_exit(1);
    });
    ASSERT_EQ(kept_files(), 1U);
    Process next(state_);
    ASSERT_TRUE(wait_until([&] { return state_->folders().size() == 1; })) << "the dead one's folder is deleted";
    const auto values = counters(*next.record);
    EXPECT_EQ(values.at("orders"), (std::pair<std::int64_t, bool>(7, true)));
    EXPECT_EQ(values.at("refunds"), (std::pair<std::int64_t, bool>(1, true)));
    EXPECT_EQ(next.recovered().delivered, 2U);
    EXPECT_EQ(next.recovered().collected, 2U);
    EXPECT_EQ(next.status().created, 0U) << "they are not this process's own";
}

TEST_F(RecoveredMetricsTest, KeepsNothingThatWasDelivered) {
    in_killed_process([&] {
        auto& process = *new Process(state_);
        process.add("orders", 5);
        if (!process.flush() || kept_files() != 0) ::_exit(1);
    });
    Process next(state_);
    ASSERT_TRUE(wait_until([&] { return state_->folders().size() == 1; }));
    EXPECT_TRUE(counters(*next.record).empty());
}

TEST_F(RecoveredMetricsTest, KeepsAllRequestsOfACollectionUntilTheLastIsDelivered) {
    in_killed_process([&] {
        pipeline::PipelineOptions options = PipelineHarness::quick();
        options.batch_max_items = 2;
        auto& process = *new Process(state_, {}, options);
        for (int i = 0; i < 5; ++i)
            process.add("counter." + std::to_string(i), i);
        process.record->answer_next({});
        process.record->answer_next({});
        process.record->answer_always(kDown);
        process.pipeline.flush(std::chrono::milliseconds(20));
        if (!wait_until([&] { return process.record->requests().size() > 2; }) || kept_files() != 1) ::_exit(1);
    });
    Process next(state_);
    ASSERT_TRUE(wait_until([&] { return state_->folders().size() == 1; }));
    const auto values = counters(*next.record);
    ASSERT_EQ(values.size(), 5U);
    EXPECT_EQ(values.at("counter.4").first, 4);
    EXPECT_EQ(next.recovered().delivered, 5U);
}

TEST_F(RecoveredMetricsTest, AShutdownLeavesWhatItCannotDeliver) {
    {
        Process process(state_, kHeld);
        process.add("orders", 3);
        EXPECT_FALSE(process.pipeline.shutdown(std::chrono::milliseconds(50)));
        EXPECT_EQ(process.status().in_memory, 1U);
        EXPECT_TRUE(process.status().delivery.dropped.empty()) << "nothing is lost";
        EXPECT_EQ(unaccounted(process.status()), 0);
        process.engine->retire();
    }
    EXPECT_EQ(kept_files(), 1U);
    Process next(state_);
    ASSERT_TRUE(wait_until([&] { return state_->folders().size() == 1; }));
    EXPECT_EQ(counters(*next.record).at("orders").first, 3);
}

TEST_F(RecoveredMetricsTest, TheSameProcessTellsThemAnew) {
    Process own(state_, kHeld);
    own.add("orders", 3);
    EXPECT_FALSE(own.pipeline.shutdown(std::chrono::milliseconds(50)));
    own.record->answer_always({});
    pipeline::Pipeline second(
        own.engine, std::make_shared<testing::InMemoryExporter>(own.record), own.diagnostics, PipelineHarness::quick(),
        [] { return std::string(); }, own.pipeline.counts());
    second.start();
    own.add("orders", 4);
    EXPECT_TRUE(second.flush(std::chrono::seconds(10)));
    EXPECT_EQ(counters(*own.record).at("orders"), (std::pair<std::int64_t, bool>(7, false)));
    const auto status = second.status().signals[static_cast<std::size_t>(SignalType::Metrics)];
    EXPECT_EQ(status.delivery.dropped.at("superseded"), 1U);
    EXPECT_EQ(unaccounted(status), 0);
    EXPECT_EQ(kept_files(), 0U);
}

TEST_F(RecoveredMetricsTest, StayThoughTheirPointsWereGivenUp) {
    {
        Process process(state_, kDown);
        process.add("orders", 3);
        EXPECT_TRUE(process.flush());
        EXPECT_EQ(process.status().delivery.dropped.at("retries_exhausted"), 1U);
        EXPECT_EQ(kept_files(), 1U) << "the last total is worth more than the points between";
        process.add("orders", 4);
        process.record->answer_always(kHeld);
        EXPECT_FALSE(process.pipeline.shutdown(std::chrono::milliseconds(50)));
        process.engine->retire();
    }
    Process next(state_);
    ASSERT_TRUE(wait_until([&] { return state_->folders().size() == 1; }));
    EXPECT_EQ(counters(*next.record).at("orders").first, 7) << "that of the last collection";
}

TEST_F(RecoveredMetricsTest, DeltasAreNotKept) {
    pipeline::PipelineOptions options = PipelineHarness::quick();
    options.temporality = Temporality::Delta;
    Process process(state_, kDown, options);
    process.add("orders", 3);
    process.pipeline.flush(std::chrono::milliseconds(20));
    ASSERT_TRUE(wait_until([&] { return !process.record->requests().empty(); }));
    EXPECT_EQ(kept_files(), 0U);
}

TEST_F(RecoveredMetricsTest, CountsWhatTheBackendRefusesOfThem) {
    in_killed_process([&] {
        auto& process = *new Process(state_, kDown);
        process.add("orders", 3);
        process.pipeline.flush(std::chrono::milliseconds(20));
        if (!wait_until([&] { return kept_files() == 1; })) ::_exit(1);
    });
    Process next(state_, {.outcome = ExportOutcome::Refused, .reason = "http_400"});
    ASSERT_TRUE(wait_until([&] { return state_->folders().size() == 1; }));
    EXPECT_EQ(next.recovered().dropped.at("http_400"), 1U);
}

}  // namespace
}  // namespace telemetryflow::tests
