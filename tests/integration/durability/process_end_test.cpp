// However a process ends, and whatever it started before, the next one has what it recorded.

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <set>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "integration/lifecycle/lifecycle_client.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::tests {
namespace {

using namespace std::chrono_literals;
using test::wait_until;

struct End {
    const char* name;
    void (*end)();
};

const std::array<End, 9> kEnds{
    {{"Kill", [] { ::raise(SIGKILL); }},
     {"Terminated", [] { ::raise(SIGTERM); }},
     {"Abort", [] { std::abort(); }},
     {"BadAccess", [] { ::raise(SIGSEGV); }},
     {"UnderscoreExit", [] { ::_exit(0); }},
     {"QuickExit", [] { std::quick_exit(0); }},
     {"Terminate", [] { std::terminate(); }},
     {"UncaughtException", [] { std::thread([] { throw std::runtime_error("not caught"); }).join(); }},
     {"Exec", [] { ::execl("/bin/true", "true", nullptr); }}}};

class ProcessEndTest : public ::testing::TestWithParam<End> {
protected:
    [[nodiscard]] TelemetryConfig config() const {
        TelemetryConfig config = quiet_config();
        config.state_directory = folder_.file("state");
        return config;
    }
    // In a process of its own: records, and then `end`.
    void record_and(const std::function<void()>& end) const {
        const pid_t process = ::fork();
        if (process == 0) {
            const rlimit none{0, 0};
            ::setrlimit(RLIMIT_CORE, &none);
            auto* own = new LifecycleClient(config());
            own->backend->answer(ExportOutcome::Retryable);
            (*own)->log_info("the last word");
            end();
            ::_exit(99);
        }
        int status = 0;
        ASSERT_EQ(::waitpid(process, &status, 0), process);
        ASSERT_FALSE(WIFEXITED(status) && WEXITSTATUS(status) == 99) << "it has not ended as it should";
    }
    [[nodiscard]] bool next_one_has_it() const {
        LifecycleClient next(config());
        return wait_until([&] { return next.backend->received("the last word"); }, 10s);
    }

    test::TempDir folder_;
};

TEST_P(ProcessEndTest, LeavesWhatWasRecorded) {
    record_and(GetParam().end);
    EXPECT_TRUE(next_one_has_it());
}

INSTANTIATE_TEST_SUITE_P(Ends, ProcessEndTest, ::testing::ValuesIn(kEnds),
                         [](const auto& about) { return std::string(about.param.name); });

class SpawnedProgramTest : public ProcessEndTest {};

TEST_F(SpawnedProgramTest, KeepsNothingOfWhoStartedIt) {
    void* shared = ::mmap(nullptr, sizeof(pid_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ASSERT_NE(shared, MAP_FAILED);
    auto* program = static_cast<pid_t*>(shared);
    record_and([program] {
        std::string name = "sleep";
        std::string long_time = "60";
        const std::array<char*, 3> words{name.data(), long_time.data(), nullptr};
        if (::posix_spawn(program, "/bin/sleep", nullptr, nullptr, words.data(), environ) != 0) ::_exit(99);
        ::raise(SIGKILL);
    });
    EXPECT_TRUE(next_one_has_it()) << "while the program it started lives on";
    ASSERT_GT(*program, 0);
    ::kill(*program, SIGKILL);
    ::munmap(shared, sizeof(pid_t));
}

TEST_F(SpawnedProgramTest, IsGivenNoDescriptor) {
    const auto open_files = [] {
        std::set<int> files;
        for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
            const int file = std::stoi(entry.path().filename().string());
            if (::fcntl(file, F_GETFD) >= 0) files.insert(file);
        }
        return files;
    };
    const std::set<int> before = open_files();
    LifecycleClient own(config());
    own->log_info("delivered");
    EXPECT_TRUE(own->flush().complete);
    int own_files = 0;
    for (const int file : open_files()) {
        const int flags = ::fcntl(file, F_GETFD);
        if (before.contains(file) || flags < 0) continue;
        ++own_files;
        EXPECT_NE(flags & FD_CLOEXEC, 0) << std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(file));
    }
    EXPECT_GE(own_files, 2) << "the lock and the region";
}

}  // namespace
}  // namespace telemetryflow::tests
