#include "telemetryflow/state_report.hpp"

#include <csignal>
#include <filesystem>
#include <optional>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "durability/process_directory.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow {
namespace {

namespace fs = std::filesystem;
using durability::ProcessDirectory;
using durability::StateDirectory;

class StateReportTest : public testing::Test {
protected:
    static constexpr std::size_t kBytes = 128U << 10U;

    StateReportTest() {
        ::unsetenv("XDG_STATE_HOME");
        config_.service_name = "shop";
        config_.state_directory = folder_.path();
    }

    [[nodiscard]] std::shared_ptr<const StateDirectory> state(const std::string& service = "shop") const {
        return std::make_shared<StateDirectory>(folder_.path(), service);
    }

    test::TempDir folder_;
    TelemetryConfig config_;
};

TEST_F(StateReportTest, SaysWhereAndLeavesNothingThere) {
    config_.state_directory = folder_.file("state");
    const StateReport report = inspect_state(config_);
    EXPECT_EQ(report.path, folder_.file("state") + "/shop");
    EXPECT_EQ(report.fault, "");
    EXPECT_EQ(report.folders_of_dead_processes, 0U);
    EXPECT_TRUE(fs::is_empty(report.path));
}

TEST_F(StateReportTest, IsEmptyWhereNothingOutlivesTheProcess) {
    config_.durability = Durability::Memory;
    EXPECT_EQ(inspect_state(config_).path, "");
    EXPECT_TRUE(fs::is_empty(folder_.path()));
    config_.durability = Durability::Process;
    config_.state_directory.clear();
    EXPECT_EQ(inspect_state(config_).path, "");
}

TEST_F(StateReportTest, FindsTheFolderOfTheDesktopsStandard) {
    config_.state_directory.clear();
    ::setenv("XDG_STATE_HOME", folder_.file("home").c_str(), 1);
    const StateReport report = inspect_state(config_);
    ::unsetenv("XDG_STATE_HOME");
    EXPECT_EQ(report.path, folder_.file("home") + "/telemetryflow/shop");
    EXPECT_EQ(report.fault, "");
}

TEST_F(StateReportTest, SaysWhyAFolderCannotBeUsed) {
    ::chmod(folder_.path().c_str(), 0770);
    StateReport report = inspect_state(config_);
    EXPECT_EQ(report.path, folder_.path());
    EXPECT_NE(report.fault.find("chmod go-w " + folder_.path()), std::string::npos) << report.fault;
    ::chmod(folder_.path().c_str(), 0700);
    // More than any disk has: what is tried is what a client does.
    config_.buffer_bytes = std::size_t{1} << 60U;
    report = inspect_state(config_);
    EXPECT_NE(report.fault.find("cannot find room"), std::string::npos) << report.fault;
    EXPECT_TRUE(fs::is_empty(report.path));
}

TEST_F(StateReportTest, CountsWhatDeadProcessesOfTheServiceLeftAndKeepsIt) {
    const pid_t child = ::fork();
    if (child == 0) {
        const ProcessDirectory one(state(), kBytes);
        const ProcessDirectory two(state(), 2 * kBytes);
        const ProcessDirectory other(state("another"), kBytes);
        ::kill(::getpid(), SIGKILL);  // nothing is tidied up
        ::_exit(1);
    }
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    std::optional<ProcessDirectory> alive(std::in_place, state(), kBytes);
    for (int look = 0; look < 2; ++look) {
        const StateReport report = inspect_state(config_);
        EXPECT_EQ(report.fault, "");
        EXPECT_EQ(report.folders_of_dead_processes, 2U);
        EXPECT_EQ(report.bytes_of_dead_processes, 3 * kBytes);
    }
    EXPECT_EQ(state()->folders().size(), 3U);
    alive->remove();
}

}  // namespace
}  // namespace telemetryflow
