// A state directory on a filesystem where a mapped file is not safe: the buffer lies in memory, and what the backend
// does not take is spooled by plain writes.

#include <filesystem>
#include <iterator>
#include <memory>

#include <gtest/gtest.h>

#include "telemetryflow/state_report.hpp"

#include "integration/lifecycle/lifecycle_client.hpp"
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
        return config;
    }
    [[nodiscard]] std::size_t files(std::string_view name) const {
        std::size_t found = 0;
        for (const auto& entry : fs::recursive_directory_iterator(folder_.path()))
            found += entry.path().filename().string().starts_with(name) ? 1U : 0U;
        return found;
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
    EXPECT_EQ(files("region"), 0U);
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
    EXPECT_NE(said.text().find("the buffer is lost when the process is killed"), std::string::npos);
}

TEST_F(UnmappedTest, WhatWasSpooledSurvivesAKillAndWhatLiesInTheBufferDoesNot) {
    test::in_killed_process([&] {
        auto* const own = new LifecycleClient(config());
        own->backend->answer(ExportOutcome::Retryable);
        (*own)->log_info("spooled");
        const auto in_spool = [&] { return (*own)->get_status().of(SignalType::Logs).in_spool; };
        if (!wait_until([&] { return in_spool() == 1; })) ::_exit(1);
        own->backend->answer([own](const ExportRequest&) { return own->backend->hang(false); });
        { const Span span = (*own)->span("buffered"); }
    });
    EXPECT_GT(files("segment-"), 0U);
    LifecycleClient next(config());
    EXPECT_TRUE(wait_until([&] { return next.backend->received("spooled"); }));
    EXPECT_TRUE(next.backend->received("telemetryflow.recovered"));
    EXPECT_TRUE(wait_until([&] { return folders() == 1; })) << "the dead one's is gone";
    EXPECT_FALSE(next.backend->received("buffered"));
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
        EXPECT_EQ(status.of(SignalType::Logs).in_spool, 100U);
        EXPECT_EQ(status.of(SignalType::Logs).dropped_total(), 0U);
        expect_balanced(status);
    }
    LifecycleClient second(config());
    EXPECT_TRUE(wait_until([&] { return second.backend->count("left") == 101; }));
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

TEST_F(UnmappedTest, ModesThatWaitForTheDiskDoNotWaitForNothing) {
    TelemetryConfig sync = config();
    sync.durability = Durability::Sync;
    LifecycleClient own(sync);
    own->log_info("not on the disk");
    EXPECT_EQ(own->get_status().disk_commits, 0U);
    EXPECT_EQ(own->query(GetHealthQuery{}).status, HealthStatus::Degraded) << "and nobody is told it were";
}

}  // namespace
}  // namespace telemetryflow::tests
