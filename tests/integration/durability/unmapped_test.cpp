// A state directory on a filesystem where a mapped file is not safe: the buffer lies in memory, and its file is written
// by plain writes.

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include <gtest/gtest.h>

#include "telemetryflow/state_report.hpp"

#include "integration/lifecycle/lifecycle_client.hpp"
#include "support/file_calls.hpp"
#include "support/filesystem_type.hpp"
#include "support/killed_process.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::tests {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using test::wait_until;

class UnmappedTest : public ::testing::Test {
protected:
    [[nodiscard]] TelemetryConfig config() const {
        TelemetryConfig config = quiet_config();
        config.state_directory = folder_.file("state");
        config.batch_timeout = 5ms;
        config.commit_interval = 5ms;
        return config;
    }
    [[nodiscard]] std::size_t files(std::string_view name) const {
        std::size_t found = 0;
        for (const auto& entry : fs::recursive_directory_iterator(folder_.path()))
            found += entry.path().filename().string().starts_with(name) ? 1U : 0U;
        return found;
    }
    // Whether any process's buffer has the text on file.
    [[nodiscard]] bool has_written(std::string_view text) const {
        for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
            if (entry.path().filename() != "region") continue;
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string bytes{std::istreambuf_iterator<char>(file), {}};
            if (bytes.find(text) != std::string::npos) return true;
        }
        return false;
    }
    [[nodiscard]] std::size_t folders() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(folder_.file("state/test-service")), fs::directory_iterator()));
    }

    test::TempDir folder_;
    const test::FilesystemType network_{test::FilesystemType::kNfs};
};

TEST_F(UnmappedTest, MapsNothingAndSaysSoInHealth) {
    LifecycleClient own(config());
    own->log_info("delivered");
    EXPECT_TRUE(own->flush().complete);
    EXPECT_TRUE(own.backend->received("delivered"));
    EXPECT_EQ(folders(), 1U);
    std::ifstream maps("/proc/self/maps");
    const std::string mapped{std::istreambuf_iterator<char>(maps), {}};
    EXPECT_EQ(mapped.find(folder_.path()), std::string::npos);
    EXPECT_EQ(own->query(GetHealthQuery{}).status, HealthStatus::Degraded);
    EXPECT_NE(inspect_state(config()).fault.find("on a network or user-space filesystem"), std::string::npos);
    expect_balanced(own->get_status());
    EXPECT_TRUE(own->shutdown().complete);
}

TEST_F(UnmappedTest, SaysWhatAKillCosts) {
    auto kept = std::make_unique<KeptDiagnostics>();
    const KeptDiagnostics& said = *kept;
    TelemetryFlowClient client(config(), {.exporter = std::make_unique<ScriptedExporter>(std::make_shared<Backend>()),
                                          .diagnostics = std::move(kept)});
    client.initialize();
    EXPECT_NE(said.text().find("written there every 5 ms: what was recorded since is lost when the process is killed"),
              std::string::npos);
}

TEST_F(UnmappedTest, WhatWasWrittenSurvivesAKill) {
    test::in_killed_process([&] {
        auto* const own = new LifecycleClient(config());
        own->backend->answer(ExportOutcome::Retryable);
        (*own)->log_info("spooled");
        const auto in_spool = [&] { return (*own)->get_status().of(SignalType::Logs).in_spool; };
        if (!wait_until([&] { return in_spool() == 1; })) ::_exit(1);
        own->backend->answer([own](const ExportRequest&) { return own->backend->hang(false); });
        { const Span span = (*own)->span("buffered"); }
        (*own)->log_info("large" + std::string(100'000, 'x'));
        if (!wait_until([&] { return has_written("buffered"); })) ::_exit(2);
        if (!wait_until([&] { return has_written("large"); })) ::_exit(3);
    });
    EXPECT_GT(files("segment-"), 0U);
    LifecycleClient next(config());
    for (const char* text : {"spooled", "buffered", "large"})
        EXPECT_TRUE(wait_until([&] { return next.backend->received(text); })) << text;
    EXPECT_TRUE(next.backend->received("telemetryflow.recovered"));
    EXPECT_TRUE(wait_until([&] { return folders() == 1; })) << "the dead one's is gone";
    EXPECT_EQ(next.backend->count("buffered"), 1U);
}

TEST_F(UnmappedTest, WhatWasDeliveredIsNotSentAgain) {
    test::in_killed_process([&] {
        auto* const own = new LifecycleClient(config());
        (*own)->log_info("delivered");
        if (!(*own)->flush().complete) ::_exit(1);
        own->backend->answer(ExportOutcome::Retryable);
        (*own)->log_info("kept");
        // What was written behind it was written after it.
        if (!wait_until([&] { return has_written("kept"); })) ::_exit(1);
    });
    LifecycleClient next(config());
    EXPECT_TRUE(wait_until([&] { return next.backend->received("kept"); }));
    EXPECT_TRUE(wait_until([&] { return folders() == 1; }));
    EXPECT_FALSE(next.backend->received("delivered"));
}

TEST_F(UnmappedTest, AShutdownLeavesEverythingForTheNextStart) {
    {
        LifecycleClient first(config());
        first.backend->answer(ExportOutcome::Retryable);
        for (int i = 0; i < 100; ++i)
            first->log_info("left");
        { const Span span = first->span("left too"); }
        EXPECT_FALSE(first->shutdown(50ms).complete);
        const SDKStatusResult status = first->get_status();
        EXPECT_EQ(status.of(SignalType::Logs).dropped_total(), 0U);
        expect_balanced(status);
    }
    LifecycleClient second(config());
    EXPECT_TRUE(wait_until([&] { return second.backend->count("left") == 101; }));
}

TEST_F(UnmappedTest, WhatTheFilesystemDoesNotTakeIsSaidAndNothingIsPromised) {
    class FullDisk final : public test::FileCalls {
    public:
        FullDisk() : FileCalls(Threads::All) {}
        Answer before(const test::FileCall& call) override {
            return {.error = call.kind == test::FileCall::Kind::Write && call.at != 0 ? ENOSPC : 0};
        }
    };
    TelemetryConfig without_spool = config();
    without_spool.spool_max_bytes = 0;
    LifecycleClient own(without_spool);
    own.backend->answer(ExportOutcome::Held);
    const FullDisk full;
    for (int i = 0; i < 10; ++i)
        own->log_info("left");
    EXPECT_TRUE(wait_until([&] { return own->get_status().disk_commits_failed != 0; }));
    const auto health = own->query(GetHealthQuery{.include_components = true});
    EXPECT_TRUE(std::any_of(health.components.begin(), health.components.end(),
                            [](const ComponentHealth& component) { return component.name == "disk"; }));
    EXPECT_FALSE(own->shutdown(50ms).complete);
    const SDKStatusResult status = own->get_status();
    EXPECT_EQ(dropped(status, SignalType::Logs, "shutdown"), 10U) << "counted, and not promised for the next start";
    expect_balanced(status);
}

TEST_F(UnmappedTest, AForkedChildHasAFolderOfItsOwn) {
    LifecycleClient own(config());
    own->log_info("of the parent");
    test::in_killed_process([&] {
        own.backend->answer(ExportOutcome::Retryable);
        own->log_info("of the child");
        if (!wait_until([&] { return own->get_status().of(SignalType::Logs).in_spool == 1; })) ::_exit(1);
    });
    EXPECT_TRUE(own->flush().complete);
    EXPECT_EQ(folders(), 2U);
    LifecycleClient next(config());
    EXPECT_TRUE(wait_until([&] { return next.backend->received("of the child"); }));
    EXPECT_FALSE(next.backend->received("of the parent"));
}

TEST_F(UnmappedTest, CallsThatWaitForTheDiskReturnWhenItHasTheirRecord) {
    TelemetryConfig sync = config();
    sync.durability = Durability::Sync;
    sync.commit_interval = 1min;
    test::in_killed_process([&] {
        auto* const own = new LifecycleClient(sync);
        own->backend->answer(ExportOutcome::Retryable);
        for (int i = 0; i < 20; ++i)
            (*own)->log_info("acknowledged " + std::to_string(i) + ".");
    });
    LifecycleClient next(sync);
    for (int i = 0; i < 20; ++i)
        EXPECT_TRUE(wait_until([&] { return next.backend->received("acknowledged " + std::to_string(i) + "."); })) << i;
    next->log_info("own");
    EXPECT_GT(next->get_status().disk_commits, 0U);
    EXPECT_EQ(next->query(GetHealthQuery{}).status, HealthStatus::Healthy);
}

}  // namespace
}  // namespace telemetryflow::tests
