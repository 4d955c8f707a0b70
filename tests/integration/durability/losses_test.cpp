// What a killed process had lost is told by the next one: by reason, once, and exactly.

#include <filesystem>

#include <gtest/gtest.h>

#include "integration/lifecycle/lifecycle_client.hpp"
#include "support/killed_process.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::tests {
namespace {

namespace fs = std::filesystem;
using test::in_killed_process;
using test::wait_until;

class LossesTest : public ::testing::Test {
protected:
    [[nodiscard]] TelemetryConfig config() const {
        TelemetryConfig config = quiet_config();
        config.state_directory = folder_.file("state");
        config.buffer_bytes = 1U << 20U;
        config.spool_max_bytes = 0;  // or losses would take longer
        return config;
    }
    [[nodiscard]] std::size_t folders() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_.file("state/test-service")), {}));
    }
    // Records logs in a process that is killed, until the buffer is full, and `beyond` more.
    void lose_logs(std::uint64_t beyond, ExportOutcome outcome = ExportOutcome::Retryable) const {
        in_killed_process([&] {
            auto& own = *new LifecycleClient(config());
            own.backend->answer(outcome);
            while (dropped(own->get_status(), SignalType::Logs, "queue_full") < beyond)
                own->log_info(std::string(4000, 'x'));
        });
    }
    static std::uint64_t lost_before(const SDKStatusResult& status, SignalType signal, std::string_view reason) {
        const auto& reasons = status.lost_before[static_cast<std::size_t>(signal)];
        const auto found = reasons.find(reason);
        return found == reasons.end() ? 0 : found->second;
    }

    test::TempDir folder_;
};

TEST_F(LossesTest, TheNextClientTellsWhatAKilledOneHadDropped) {
    lose_logs(123);
    LifecycleClient next(config());
    ASSERT_TRUE(wait_until([&] { return folders() == 1; })) << "what the dead one had kept is delivered";
    const SDKStatusResult status = next->get_status();
    EXPECT_EQ(lost_before(status, SignalType::Logs, "queue_full"), 123U);
    EXPECT_EQ(status.lost_before[static_cast<std::size_t>(SignalType::Logs)].size(), 1U);
    EXPECT_TRUE(status.lost_before[static_cast<std::size_t>(SignalType::Traces)].empty());
    const RecoveredCounters& logs = status.recovered[static_cast<std::size_t>(SignalType::Logs)];
    EXPECT_GT(logs.delivered, 100U);
    EXPECT_EQ(logs.in_progress, 0U);
    EXPECT_EQ(status.of(SignalType::Logs).dropped_total(), 0U) << "they are not this client's";
    EXPECT_NE(status.to_json().find(R"("lost_before":{"metrics":{},"logs":{"queue_full":123},"traces":{}})"),
              std::string::npos)
        << status.to_json();
    next->shutdown();
    LifecycleClient third(config());
    EXPECT_TRUE(third->flush().complete);
    EXPECT_EQ(lost_before(third->get_status(), SignalType::Logs, "queue_full"), 0U) << "it is told once";
}

TEST_F(LossesTest, AreToldOnceAlsoWhileTheRecordsWait) {
    lose_logs(7);
    in_killed_process([&] {
        const auto backend = std::make_shared<Backend>();
        backend->answer(ExportOutcome::Retryable);
        auto& second = *new TelemetryFlowClient(make_client(backend, config()));
        second.initialize();
        if (!wait_until([&] { return lost_before(second.get_status(), SignalType::Logs, "queue_full") == 7; }))
            ::_exit(1);
    });
    LifecycleClient third(config());
    ASSERT_TRUE(wait_until([&] { return folders() == 1; }));
    EXPECT_EQ(lost_before(third->get_status(), SignalType::Logs, "queue_full"), 0U);
    EXPECT_GT(third->get_status().recovered[static_cast<std::size_t>(SignalType::Logs)].delivered, 100U);
}

TEST_F(LossesTest, AreToldWhereNoRecordIsLeft) {
    in_killed_process([&] {
        LifecycleClient own(config());
        own.backend->answer(ExportOutcome::Refused, "http_400");
        for (int i = 0; i < 5; ++i)
            own->log_info("refused");
        { const Span span = own->span("refused"); }
        own->flush();
        own->increment_counter("requests", -1);
        ::kill(::getpid(), SIGKILL);
    });
    ASSERT_EQ(folders(), 1U);
    LifecycleClient next(config());
    ASSERT_TRUE(wait_until([&] { return folders() == 1; }));
    const SDKStatusResult status = next->get_status();
    EXPECT_EQ(lost_before(status, SignalType::Logs, "http_400"), 5U);
    EXPECT_EQ(lost_before(status, SignalType::Traces, "http_400"), 1U);
    EXPECT_EQ(lost_before(status, SignalType::Metrics, "invalid_value"), 1U);
}

TEST_F(LossesTest, OfRecoveredRecordsAreNotLostWithTheProcessThatCountedThem) {
    in_killed_process([&] {
        auto& own = *new LifecycleClient(config());
        own.backend->answer(ExportOutcome::Retryable);
        for (int i = 0; i < 9; ++i)
            own->log_info("left");
    });
    in_killed_process([&] {
        const auto backend = std::make_shared<Backend>();
        backend->answer(ExportOutcome::Refused, "http_400");
        auto& second = *new TelemetryFlowClient(make_client(backend, config()));
        second.initialize();
        wait_until(
            [&] { return !second.get_status().recovered[static_cast<std::size_t>(SignalType::Logs)].dropped.empty(); });
    });
    LifecycleClient third(config());
    EXPECT_TRUE(wait_until([&] { return lost_before(third->get_status(), SignalType::Logs, "http_400") == 9; }));
}

TEST_F(LossesTest, OfAForkedChildAreItsOwn) {
    {
        LifecycleClient own(config());
        own->log_info("of the parent");
        own->flush();
        in_killed_process([&] {
            own.backend->answer(ExportOutcome::Retryable);
            while (dropped(own->get_status(), SignalType::Logs, "queue_full") < 11)
                own->log_info(std::string(4000, 'x'));
        });
        EXPECT_EQ(dropped(own->get_status(), SignalType::Logs, "queue_full"), 0U);
    }
    LifecycleClient next(config());
    EXPECT_TRUE(wait_until([&] { return lost_before(next->get_status(), SignalType::Logs, "queue_full") == 11; }));
}

TEST_F(LossesTest, OfAClientThatWasShutDownAreItsOwnToTell) {
    {
        LifecycleClient own(config());
        own.backend->answer(ExportOutcome::Refused, "http_400");
        own->log_info("refused");
        own->shutdown();
        EXPECT_EQ(dropped(own->get_status(), SignalType::Logs, "http_400"), 1U);
    }
    EXPECT_EQ(folders(), 0U);
    {
        LifecycleClient own(config());
        own.backend->answer(ExportOutcome::Refused, "http_400");
        own->log_info("refused");
        own->flush();
        own.backend->answer(ExportOutcome::Held);
        own->log_info("left");
        own->shutdown(std::chrono::milliseconds(20));
    }
    EXPECT_EQ(folders(), 1U);
    LifecycleClient next(config());
    ASSERT_TRUE(wait_until([&] { return next.backend->received("left"); }));
    EXPECT_TRUE(next->get_status().lost_before[static_cast<std::size_t>(SignalType::Logs)].empty());
}

class DeadBuffersTest : public LossesTest {
protected:
    // More than there may be buffers of, unless each leaves a page of its chunks free, as two such records do.
    static constexpr int kProcesses = 20;
    static constexpr std::size_t kTextSize = 5'700;

    // Each records until `is_full`, and is killed.
    template <class IsFull>
    void kill_processes(IsFull is_full) const {
        for (int i = 0; i < kProcesses; ++i) {
            in_killed_process([&] {
                const auto backend = std::make_shared<Backend>();
                backend->answer(ExportOutcome::Retryable);
                // The bound is so many times the buffer: the last process, which has a smaller one, alone finds too
                // much.
                TelemetryConfig larger = config();
                larger.buffer_bytes = 5 * larger.buffer_bytes / 4;
                auto& own = *new TelemetryFlowClient(make_client(backend, larger));
                own.initialize();
                do
                    own.log_info("process " + std::to_string(i) + "." + std::string(kTextSize, 'x'));
                while (!is_full(own.get_status()));
            });
        }
    }
    static const RecoveredCounters& recovered(const SDKStatusResult& status) {
        return status.recovered[static_cast<std::size_t>(SignalType::Logs)];
    }
    // By this process, and by those in between.
    static std::uint64_t lost(const SDKStatusResult& status) {
        const auto& own = recovered(status).dropped;
        return lost_before(status, SignalType::Logs, "spool_full") +
               (own.contains("spool_full") ? own.at("spool_full") : 0);
    }
};

TEST_F(DeadBuffersTest, TakeWhatIsInThemAndAreAllDelivered) {
    kill_processes([](const SDKStatusResult&) { return true; });
    EXPECT_EQ(folders(), static_cast<std::size_t>(kProcesses));
    LifecycleClient next(config());
    ASSERT_TRUE(wait_until([&] { return folders() == 1; }));
    EXPECT_EQ(next.backend->count("process "), static_cast<std::size_t>(kProcesses));
    EXPECT_EQ(lost(next->get_status()), 0U);
}

TEST_F(DeadBuffersTest, TheOldestAreDroppedAndCountedBeyondTheirBound) {
    kill_processes([](const SDKStatusResult& status) { return dropped(status, SignalType::Logs, "queue_full") != 0; });
    LifecycleClient next(config());
    ASSERT_TRUE(wait_until([&] { return folders() == 1; }));
    const SDKStatusResult status = next->get_status();
    EXPECT_EQ(recovered(status).delivered, next.backend->count("process "));
    EXPECT_GT(lost(status), 0U);
    const std::uint64_t of_each = (lost(status) + recovered(status).delivered) / kProcesses;
    EXPECT_EQ(lost(status) % of_each, 0U) << "all of a process or nothing";
    EXPECT_EQ(lost_before(status, SignalType::Logs, "spool_full"), 0U) << "none by those in between";
    for (int i = 0; i < kProcesses; ++i) {
        const bool is_lost = static_cast<std::uint64_t>(i) < lost(status) / of_each;
        EXPECT_EQ(next.backend->received("process " + std::to_string(i) + "."), !is_lost) << i;
    }
}

}  // namespace
}  // namespace telemetryflow::tests
