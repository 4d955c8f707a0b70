// What a process left behind that ended before its telemetry was delivered, sent by the next one.

#include <filesystem>
#include <set>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "durability/mapped_region.hpp"
#include "hot/thread_recorder.hpp"
#include "support/otlp_requests.hpp"
#include "support/temp_dir.hpp"
#include "support/wait_until.hpp"
#include "unit/pipeline/pipeline_harness.hpp"

namespace telemetryflow::tests {
namespace {

using durability::StateDirectory;
using test::wait_until;

class RecoveryTest : public ::testing::Test {
protected:
    static constexpr std::size_t kBytes = 16 * hot::ChunkPool::kChunkBytes;

    struct Process : PipelineHarness {
        /// What dead ones left is sent at once, so that the backend's `answer` has to be known before.
        explicit Process(const std::shared_ptr<const StateDirectory>& state, const ExportResult& answer = {})
            : PipelineHarness(engine_options(), quick(), std::make_unique<durability::MappedRegion>(state, kBytes),
                              answer) {}

        static hot::EngineOptions engine_options() {
            hot::EngineOptions options;
            options.buffer_bytes = kBytes;
            return options;
        }
        [[nodiscard]] pipeline::SignalDelivery recovered(SignalType signal) const {
            return pipeline.recovered()[static_cast<std::size_t>(signal)];
        }
    };

    // Runs `work(Process&)` in a process that is killed after it, with a backend that gives `answer` to everything.
    template <class Work>
    void in_killed_process(const ExportResult& answer, Work work) {
        const pid_t child = ::fork();
        if (child == 0) {
            work(*new Process(state_, answer));
            ::kill(::getpid(), SIGKILL);
        }
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    }
    void leave(int logs, int spans) {
        in_killed_process(kDown, [&](Process& process) {
            for (int i = 0; i < logs; ++i)
                process.log("log " + std::to_string(i));
            for (int i = 0; i < spans; ++i)
                process.span("span " + std::to_string(i));
        });
    }

    static inline const ExportResult kDown{.outcome = ExportOutcome::Retryable, .reason = "connect"};

    test::TempDir folder_;
    std::shared_ptr<const StateDirectory> state_ = std::make_shared<StateDirectory>(folder_.path(), "shop");
};

TEST_F(RecoveryTest, SendsWhatAKilledProcessLeftWithItsResourceAndAMark) {
    leave(700, 30);
    Process next(state_);
    ASSERT_TRUE(wait_until([&] { return state_->folders().size() == 1; })) << "the dead process's folder is deleted";
    EXPECT_EQ(next.recovered(SignalType::Logs).delivered, 700U);
    EXPECT_EQ(next.recovered(SignalType::Traces).delivered, 30U);
    const Received received(*next.record);
    ASSERT_EQ(received.logs.size(), 700U);
    for (std::size_t i = 0; i < received.logs.size(); ++i)
        EXPECT_EQ(received.logs[i].body().string_value(), "log " + std::to_string(i)) << "in the order of recording";
    ASSERT_EQ(received.spans.size(), 30U);
    for (const auto& resource : received.resources)
        EXPECT_EQ(attributes_of(resource).at("telemetryflow.recovered"), "true");
    // The equation is about this process's own.
    EXPECT_EQ(next.pipeline.status().signals[static_cast<std::size_t>(SignalType::Logs)].created, 0U);
    EXPECT_EQ(next.pipeline.status().signals[static_cast<std::size_t>(SignalType::Logs)].delivery.delivered, 0U);
}

TEST_F(RecoveryTest, LeavesOutWhatWasDelivered) {
    in_killed_process({}, [](Process& process) {
        for (int i = 0; i < 10; ++i)
            process.log("delivered");
        process.flush();
        process.record->answer_always(kDown);
        for (int i = 0; i < 5; ++i)
            process.log("left");
    });
    Process next(state_);
    ASSERT_TRUE(wait_until([&] { return state_->folders().size() == 1; }));
    const Received received(*next.record);
    ASSERT_EQ(received.logs.size(), 5U) << "although they lie in one chunk";
    EXPECT_EQ(received.logs[0].body().string_value(), "left");
}

TEST_F(RecoveryTest, GoesOnWhereAProcessWasKilledThatRecovered) {
    leave(1200, 0);
    in_killed_process(kDown,
                      [&](Process& process) { wait_until([&] { return !process.record->requests().empty(); }); });
    // One batch of 512 is delivered by a process that is killed then.
    const pid_t child = ::fork();
    if (child == 0) {
        auto* process = new Process(state_, kDown);
        wait_until([&] { return !process->record->requests().empty(); });
        process->record->answer_next({});
        wait_until([&] { return process->recovered(SignalType::Logs).delivered != 0; });
        ::kill(::getpid(), SIGKILL);
    }
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    Process next(state_);
    ASSERT_TRUE(wait_until([&] { return state_->folders().size() == 1; }));
    const Received received(*next.record);
    std::set<std::string> bodies;
    for (const auto& log : received.logs)
        bodies.insert(log.body().string_value());
    EXPECT_EQ(bodies.size(), received.logs.size()) << "none twice";
    EXPECT_GE(received.logs.size(), 1200U - 512U);
    EXPECT_TRUE(bodies.contains("log 1199"));
}

TEST_F(RecoveryTest, WaitsForTheBackendWithoutEndAndKeepsNobodyWaiting) {
    leave(3, 0);
    Process next(state_, kDown);
    ASSERT_TRUE(wait_until([&] { return next.recovered(SignalType::Logs).retries > 20; }))
        << "more often than the retries that a client without a file has";
    next.record->answer_always({});
    next.log("own");
    EXPECT_TRUE(next.flush());
    ASSERT_TRUE(wait_until([&] { return next.recovered(SignalType::Logs).delivered == 3; }));
}

TEST_F(RecoveryTest, AFlushDoesNotWaitForIt) {
    leave(3, 0);
    Process next(state_, {.outcome = ExportOutcome::Held, .reason = "http_401"});
    ASSERT_TRUE(wait_until([&] { return !next.record->requests().empty(); }));
    EXPECT_TRUE(next.flush()) << "there is nothing of this process's own";
    EXPECT_TRUE(next.pipeline.shutdown(std::chrono::seconds(5)));
}

TEST_F(RecoveryTest, CountsWhatTheBackendRefuses) {
    leave(4, 0);
    Process next(state_, {.outcome = ExportOutcome::Refused, .reason = "http_400"});
    ASSERT_TRUE(wait_until([&] { return state_->folders().size() == 1; }));
    EXPECT_EQ(next.recovered(SignalType::Logs).dropped.at("http_400"), 4U);
}

TEST_F(RecoveryTest, AShutdownLeavesWhatItCannotDeliverForTheNextProcess) {
    {
        Process process(state_);
        process.record->answer_always(kDown);
        for (int i = 0; i < 20; ++i)
            process.log("kept " + std::to_string(i));
        EXPECT_FALSE(process.pipeline.shutdown(std::chrono::milliseconds(50)));
        const auto logs = process.pipeline.status().signals[static_cast<std::size_t>(SignalType::Logs)];
        EXPECT_EQ(logs.in_memory, 20U);
        EXPECT_TRUE(logs.delivery.dropped.empty()) << "nothing is lost";
        process.engine->retire();
    }
    Process next(state_);
    ASSERT_TRUE(wait_until([&] { return next.recovered(SignalType::Logs).delivered == 20; }));
}

TEST_F(RecoveryTest, AnotherWorkerOfTheSameProcessTakesWhatTheLastOneLeft) {
    const auto region = [&] { return std::make_unique<durability::MappedRegion>(state_, kBytes); };
    const hot::EngineRef engine = hot::Engine::create(Process::engine_options(), region());
    const auto record = std::make_shared<testing::InMemoryExporter::Record>();
    const auto counts = std::make_shared<pipeline::DeliveryCounts>();
    const auto pipeline = [&] {
        return std::make_unique<pipeline::Pipeline>(
            engine, std::make_shared<testing::InMemoryExporter>(record), std::make_shared<RecordedDiagnostics>(),
            PipelineHarness::quick(), [] { return std::string(); }, counts);
    };
    record->answer_always(kDown);
    {
        const auto first = pipeline();
        first->start();
        for (int i = 0; i < 600; ++i)
            hot::emit_log(*engine, "log " + std::to_string(i), SeverityLevel::Info, {});
        EXPECT_FALSE(first->shutdown(std::chrono::milliseconds(50)));
    }
    record->clear();
    record->answer_always({});
    const auto second = pipeline();
    second->start();
    ASSERT_TRUE(second->flush(std::chrono::seconds(10)));
    EXPECT_EQ(Received(*record).logs.size(), 600U) << "each once";
    EXPECT_EQ(engine->pool.unsettled_records(SignalType::Logs), 0U);
}

TEST_F(RecoveryTest, SendsThatAFolderWasNotReadableAndGoesOn) {
    leave(2, 0);
    std::filesystem::create_directory(state_->path() + "/strange");
    std::filesystem::create_directory(state_->path() + "/empty");
    folder_.write("shop/empty/lock", "");
    Process next(state_);
    ASSERT_TRUE(wait_until([&] { return next.recovered(SignalType::Logs).delivered == 2; }));
    EXPECT_TRUE(std::filesystem::exists(state_->path() + "/strange")) << "what is not ours stays";
}

}  // namespace
}  // namespace telemetryflow::tests
