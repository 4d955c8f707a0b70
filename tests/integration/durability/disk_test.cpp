// What recording has to do with the disk in each mode, as a client's status tells it.

#include <algorithm>
#include <cerrno>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "integration/lifecycle/lifecycle_client.hpp"
#include "support/failing_call.hpp"
#include "support/killed_process.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::tests {
namespace {

using namespace std::chrono_literals;
using test::wait_until;

class DiskTest : public ::testing::Test {
protected:
    [[nodiscard]] TelemetryConfig config(Durability durability) const {
        TelemetryConfig config = quiet_config();
        config.state_directory = folder_.file("state");
        config.durability = durability;
        config.commit_interval = 5ms;
        return config;
    }

    // Null while there is nothing to say of it.
    [[nodiscard]] const ComponentHealth* disk_of(LifecycleClient& client) {
        health_ = client->query(GetHealthQuery{.include_components = true});
        const auto found = std::find_if(health_.components.begin(), health_.components.end(),
                                        [](const ComponentHealth& component) { return component.name == "disk"; });
        return found == health_.components.end() ? nullptr : &*found;
    }

    test::TempDir folder_;
    HealthQueryResult health_;
};

TEST_F(DiskTest, TakesWhatIsRecordedInTheBackground) {
    LifecycleClient own(config(Durability::Disk));
    for (std::uint64_t commits = 1; commits < 4; ++commits) {
        own->log_info("soon on the disk");
        EXPECT_TRUE(wait_until([&] { return own->get_status().disk_commits >= commits; }));
    }
    EXPECT_EQ(own->get_status().calls_without_disk, 0U);
    EXPECT_TRUE(own->flush().complete);
}

TEST_F(DiskTest, TakesItWhileTheWorkerIsStuckInAnExport) {
    LifecycleClient own(config(Durability::Disk));
    own.backend->answer([&](const ExportRequest&) { return own.backend->hang(true); });
    own->log_info("stuck");
    std::thread flushing([&] { own->flush(1s); });
    own.backend->wait_until_hanging();
    const std::uint64_t before = own->get_status().disk_commits;
    own->log_info("not stuck");
    EXPECT_TRUE(wait_until([&] { return own->get_status().disk_commits > before; }));
    own.backend->answer(ExportOutcome::Delivered);
    own.backend->release();
    flushing.join();
}

TEST_F(DiskTest, HasEachRecordWhenItsCallReturnsWhereThatIsAskedFor) {
    TelemetryConfig sync = config(Durability::Sync);
    sync.commit_interval = 1min;
    LifecycleClient own(sync);
    own->log_info("one");
    EXPECT_EQ(own->get_status().disk_commits, 1U);
    { const Span span = own->span("two"); }
    EXPECT_EQ(own->get_status().disk_commits, 2U);
    own->log_info(std::string(100'000, 'x'));
    EXPECT_EQ(own->get_status().disk_commits, 3U) << "also one that needs chunks of its own";
    EXPECT_EQ(own->get_status().calls_without_disk, 0U);
}

TEST_F(DiskTest, SharesCommitsAmongThreadsThatWait) {
    TelemetryConfig sync = config(Durability::Sync);
    sync.commit_interval = 1min;
    LifecycleClient own(sync);
    constexpr std::uint64_t kEach = 20;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&] {
            for (std::uint64_t i = 0; i < kEach; ++i)
                own->log_info("together");
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    const SDKStatusResult status = own->get_status();
    EXPECT_EQ(status.of(SignalType::Logs).created, 8 * kEach);
    EXPECT_GE(status.disk_commits, kEach);
    EXPECT_LT(status.disk_commits, 8 * kEach);
    EXPECT_EQ(status.calls_without_disk, 0U);
}

TEST_F(DiskTest, HasAFatalLogAndWhatCameBeforeItAtOnceWhereThatIsAskedFor) {
    TelemetryConfig fatal = config(Durability::Process);
    fatal.commit_on_fatal = true;
    LifecycleClient own(fatal);
    own->log_error("not that bad");
    EXPECT_EQ(own->get_status().disk_commits, 0U);
    own->log_fatal("that bad");
    EXPECT_EQ(own->get_status().disk_commits, 1U);
    own->log("as bad", SeverityLevel::Fatal);
    EXPECT_EQ(own->get_status().disk_commits, 2U);
    own->log("not bad", SeverityLevel::Warn);
    EXPECT_EQ(own->get_status().disk_commits, 2U);
}

TEST_F(DiskTest, IsLeftAloneInTheOtherModes) {
    TelemetryConfig memory = config(Durability::Memory);
    memory.commit_on_fatal = true;
    for (const TelemetryConfig& without : {memory, config(Durability::Process)}) {
        LifecycleClient own(without);
        own->log_fatal("on no disk");
        std::this_thread::sleep_for(20ms);
        EXPECT_EQ(own->get_status().disk_commits, 0U);
        EXPECT_EQ(own->get_status().calls_without_disk, 0U);
    }
}

TEST_F(DiskTest, MakesHealthDegradedForAsLongAsItFails) {
    LifecycleClient own(config(Durability::Disk));
    EXPECT_EQ(disk_of(own), nullptr);
    test::FailingCall failing(test::FileCall::Kind::Sync, EIO, test::FileCalls::Threads::All);
    own->log_error("of a disk that fails");
    ASSERT_TRUE(wait_until([&] { return own->get_status().disk_commits_failed > 0; }));
    ASSERT_TRUE(wait_until([&] { return disk_of(own) != nullptr; }));
    EXPECT_EQ(disk_of(own)->status, HealthStatus::Degraded);
    EXPECT_NE(disk_of(own)->reason.find("a power failure would lose it"), std::string::npos);
    EXPECT_EQ(own->query(GetHealthQuery{}).status, HealthStatus::Degraded);
    // It is tried again by itself.
    const std::uint64_t before = own->get_status().disk_commits;
    failing.mend();
    EXPECT_TRUE(wait_until([&] { return disk_of(own) == nullptr; }));
    EXPECT_GT(own->get_status().disk_commits, before);
    EXPECT_TRUE(own->flush().complete) << "what was recorded meanwhile is delivered";
}

TEST_F(DiskTest, IsNotBelievedUntilItHasTakenWhoRecordsToo) {
    test::FailingCall failing(test::FileCall::Kind::Sync, EIO, test::FileCalls::Threads::All);
    LifecycleClient own(config(Durability::Sync));
    own->log_info("nobody could say whose it is");
    EXPECT_EQ(own->get_status().calls_without_disk, 1U);
    failing.mend();
    ASSERT_TRUE(wait_until([&] { return own->get_status().disk_commits > 0; }));
    const unsigned mended = failing.count();
    own->log_info("of somebody");
    EXPECT_EQ(own->get_status().calls_without_disk, 1U);
    // The region, and not again about and four folders.
    EXPECT_LT(failing.count(), mended + 5);
}

TEST_F(DiskTest, TakesWhatAForkedChildRecords) {
    LifecycleClient own(config(Durability::Sync));
    own->log_info("of the parent");
    const std::uint64_t before = own->get_status().disk_commits;
    test::in_killed_process([&] {
        own->log_info("of the child");
        const SDKStatusResult status = own->get_status();
        if (status.disk_commits == 0 || status.calls_without_disk != 0) ::_exit(1);
    });
    EXPECT_EQ(own->get_status().disk_commits, before);
    own->log_info("of the parent again");
    EXPECT_GT(own->get_status().disk_commits, before);
}

}  // namespace
}  // namespace telemetryflow::tests
