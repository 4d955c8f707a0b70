// A service that starts, recovers, records, exports and shuts down is killed in front of each of its system calls, and
// each that has to do with files is made to fail. Nothing that it acknowledged may be missing in the end, but what its
// client counted as dropped. The same for a service that spools, which it does while its backend is down, and sends it
// when the backend is there.

#include <cerrno>
#include <iostream>

#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "integration/durability/killed_lives.hpp"

namespace telemetryflow::tests {
namespace {

using test::TracedProgram;

struct Failing {
    const char* name;
    std::vector<long> calls;
    std::vector<int> errors;
    bool may_prevent_the_start = false;
    bool shortens = false;  // besides: only some of it is written
};

class SystemCallsTest : public ::testing::Test {
protected:
    explicit SystemCallsTest(bool spooling = false)
        : lives_(0, spooling ? KilledLives::Kind::Spooling : KilledLives::Kind::Plain), spooling_(spooling) {}

    void SetUp() override {
        const std::string obstacle = TracedProgram::obstacle();
        if (!obstacle.empty()) GTEST_SKIP() << "system calls cannot be interfered with: " << obstacle;
    }

    void expect_nothing_lost() {
        ASSERT_TRUE(lives_.drain());
        const KilledLives::Result result = lives_.result();
        std::cout << interferences_ << " interferences, " << result.acknowledged << " records acknowledged, "
                  << result.lost << " lost, " << result.dropped << " dropped and counted, " << result.duplicates
                  << " received twice, " << result.recovered_requests << " of " << result.requests
                  << " requests recovered\n";
        EXPECT_EQ(result.lost, 0U);
        EXPECT_EQ(result.invented, 0U);
        EXPECT_GT(result.acknowledged, 1000U) << "the test has to test something";
        EXPECT_GT(result.recovered_requests, 0U);
    }

    // One life with each backend is killed in front of the `at`th of these calls, for every `at` that there is.
    void kill_at_each(const std::vector<long>& calls, const std::vector<const char*>& backends) {
        bool reached = true;
        for (unsigned at = 1; reached; ++at) {
            reached = false;
            for (const char* backend : backends) {
                const TracedProgram::Outcome outcome = lives_.live_traced(backend, {.calls = calls, .at = at});
                ASSERT_FALSE(outcome.hung) << "at call " << at;
                if (outcome.happened) {
                    ASSERT_TRUE(WIFSIGNALED(outcome.status) && WTERMSIG(outcome.status) == SIGKILL);
                    reached = true;
                    ++interferences_;
                } else {
                    ASSERT_TRUE(WIFEXITED(outcome.status) && WEXITSTATUS(outcome.status) == 0) << outcome.status;
                }
            }
            // Else there would be ever more to recover, and never an end of the calls for it.
            ASSERT_TRUE(lives_.drain()) << "after call " << at;
        }
    }

    // The same, but the call fails.
    void fail_each(const Failing& failing, const std::vector<const char*>& backends) {
        for (const int error : failing.errors)
            ASSERT_NO_FATAL_FAILURE(fail_each(failing, {.calls = failing.calls, .error = error}, backends));
        if (failing.shortens) fail_each(failing, {.calls = failing.calls, .shortens = true}, backends);
    }

    KilledLives lives_;
    const bool spooling_;
    unsigned interferences_ = 0;

private:
    void fail_each(const Failing& failing, TracedProgram::Interference interference,
                   const std::vector<const char*>& backends) {
        bool reached = true;
        for (interference.at = 1; reached; ++interference.at) {
            reached = false;
            for (const char* backend : backends) {
                const TracedProgram::Outcome outcome = lives_.live_traced(backend, interference);
                const std::string what =
                    std::string(failing.name) + " " + std::to_string(interference.at) +
                    (interference.shortens ? " shortened" : " with error " + std::to_string(interference.error));
                ASSERT_FALSE(outcome.hung) << what;
                // 3: there was no memory or no thread to start with, and the caller was told.
                ASSERT_TRUE(WIFEXITED(outcome.status) &&
                            (WEXITSTATUS(outcome.status) == 0 || WEXITSTATUS(outcome.status) == 3))
                    << what << ": " << outcome.status;
                EXPECT_TRUE(WEXITSTATUS(outcome.status) == 0 || failing.may_prevent_the_start) << what;
                reached = reached || outcome.happened;
                interferences_ += outcome.happened ? 1 : 0;
            }
            if (spooling_) {
                ASSERT_TRUE(lives_.drain()) << failing.name << " " << interference.at;
            }
        }
        ASSERT_TRUE(lives_.drain()) << failing.name;
    }
};

class SpoolSystemCallsTest : public SystemCallsTest {
protected:
    SpoolSystemCallsTest() : SystemCallsTest(true) {}
};

TEST_F(SystemCallsTest, AKillAtAnyOfThemLosesNothing) {
    // What a life without a backend leaves is recovered, under kills as well, by the next one with a backend.
    ASSERT_NO_FATAL_FAILURE(kill_at_each({}, {"down", "up"}));
    EXPECT_GT(interferences_, 100U);
    expect_nothing_lost();
}

TEST_F(SystemCallsTest, AnyFailureOfAFileCostsNothingThatIsNotCounted) {
    const std::vector<Failing> all{
        {"open", {SYS_openat, SYS_open}, {EMFILE, ENOSPC, EIO, EROFS}},
        {"mkdir", {SYS_mkdir, SYS_mkdirat}, {ENOSPC, EIO, EROFS}},
        {"flock", {SYS_flock}, {EIO, ENOLCK}},
        {"fallocate", {SYS_fallocate}, {ENOSPC, EIO}},
        {"ftruncate", {SYS_ftruncate}, {ENOSPC, EIO}},
        {"mmap", {SYS_mmap}, {ENOMEM, ENODEV}, true},
        {"clone", {SYS_clone, SYS_clone3}, {EAGAIN}, true},
        {"rename", {SYS_rename, SYS_renameat, SYS_renameat2}, {ENOSPC, EIO, EROFS}},
        {"write", {SYS_write, SYS_pwrite64}, {ENOSPC, EIO}},
        {"sync", {SYS_fdatasync, SYS_fsync, SYS_msync}, {ENOSPC, EIO}},
        {"read", {SYS_read, SYS_pread64}, {EIO}},
        {"stat", {SYS_fstat, SYS_newfstatat, SYS_fstatfs}, {EIO}},
        {"getdents", {SYS_getdents64}, {EIO}},
        {"unlink", {SYS_unlink, SYS_unlinkat, SYS_rmdir}, {EIO, EROFS}},
    };
    for (const Failing& failing : all)
        ASSERT_NO_FATAL_FAILURE(fail_each(failing, {"down", "up"}));
    EXPECT_GT(interferences_, 100U);
    expect_nothing_lost();
}

TEST_F(SpoolSystemCallsTest, AKillAtAnyThatChangesAFileLosesNothing) {
    ASSERT_NO_FATAL_FAILURE(kill_at_each({SYS_openat, SYS_pwritev, SYS_pwrite64, SYS_write, SYS_fdatasync, SYS_fsync,
                                          SYS_ftruncate, SYS_renameat, SYS_unlinkat, SYS_writev},
                                         {"late"}));
    EXPECT_GT(interferences_, 60U);
    expect_nothing_lost();
}

TEST_F(SpoolSystemCallsTest, AnyFailureOfASegmentCostsNothingThatIsNotCounted) {
    const std::vector<Failing> all{
        {"open", {SYS_openat}, {EMFILE, ENOSPC, EIO}},
        {"write", {SYS_pwritev, SYS_pwrite64}, {ENOSPC, EIO}, false, true},
        {"sync", {SYS_fdatasync, SYS_fsync}, {EIO, ENOSPC}},
        {"read", {SYS_pread64}, {EIO}},
        {"stat", {SYS_fstatfs}, {EIO}},
        {"unlink", {SYS_unlinkat}, {EIO}},
    };
    for (const Failing& failing : all)
        ASSERT_NO_FATAL_FAILURE(fail_each(failing, {"late"}));
    EXPECT_GT(interferences_, 100U);
    expect_nothing_lost();
}

}  // namespace
}  // namespace telemetryflow::tests
