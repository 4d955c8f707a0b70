// How much the spool takes, for how long, and what happens where the disk does not take it.

#include <csignal>

#include <sys/resource.h>

#include "unit/pipeline/spill_fixture.hpp"

namespace telemetryflow::tests {
namespace {

using test::wait_until;

class SpillBoundsTest : public SpillTest {
protected:
    // Limits files' sizes in a child, where `work` is done, which is to give true.
    template <class Work>
    void in_child(Work work) {
        const pid_t child = ::fork();
        if (child == 0) {
            ::signal(SIGXFSZ, SIG_IGN);
            ::_exit(work() && !HasFailure() ? 0 : 1);
        }
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    static void limit_file_size(rlim_t bytes) {
        const rlimit limit{.rlim_cur = bytes, .rlim_max = RLIM_INFINITY};
        ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
    }
};

TEST_F(SpillBoundsTest, TheOldestIsDroppedAndCountedWhereTheDiskIsNotToHoldMore) {
    options_.spool_max_bytes = 1U << 20U;
    Process process(*this, "", true);
    constexpr int kLogs = 4000;
    for (int i = 0; i < kLogs; i += 400) {
        record_patiently(process, 400, 1000, i);
        EXPECT_LE(segment_bytes(), options_.spool_max_bytes);
        process.expect_balanced();
    }
    EXPECT_EQ(process.dropped("queue_full"), 0U);
    EXPECT_GT(process.dropped("spool_full"), 2000U);
    EXPECT_TRUE(process.said("because it is full"));
    process.backend->answer({});
    ASSERT_TRUE(process.flush());
    process.expect_balanced();
    const auto records = once(process.backend->records());
    EXPECT_EQ(records.size() + process.dropped("spool_full"), static_cast<std::size_t>(kLogs));
    EXPECT_TRUE(records.contains("log 3999 " + std::string(1000, '.'))) << "not the newest";
}

TEST_F(SpillBoundsTest, WhatIsTooOldIsDroppedAndCounted) {
    options_.spool_max_age = std::chrono::milliseconds(300);
    Process process(*this, "", true);
    for (int i = 0; i < 20; ++i) {
        process.log("log");
        process.flush(std::chrono::milliseconds(5));
    }
    ASSERT_TRUE(process.flushes_until([&] { return process.dropped("spool_expired") == 20; }))
        << "while the backend is down";
    EXPECT_TRUE(wait_until([&] { return segments().empty(); }));
    EXPECT_TRUE(process.backend->taken().empty());
    process.expect_balanced();
}

TEST_F(SpillBoundsTest, WhatTheDiskHasNoRoomForStaysInTheRegion) {
    options_.spool_min_free_bytes = std::uint64_t{1} << 60U;
    Process process(*this, "", true);
    for (int i = 0; i < 5; ++i)
        process.log("log");
    ASSERT_TRUE(process.flushes_until([&] { return process.said("the disk has less than"); }));
    EXPECT_EQ(process.of(SignalType::Logs).in_memory, 5U);
    EXPECT_TRUE(segments().empty());
    process.expect_balanced();
    process.backend->answer({});
    EXPECT_TRUE(process.flush());
    EXPECT_EQ(process.backend->records().size(), 5U);
}

TEST_F(SpillBoundsTest, ADiskThatRefusesInTheMiddleLosesNothingAndIsUsedAgain) {
    in_child([&] {
        Process process(*this, "", true);
        record_patiently(process, 200, 1000);
        if (!process.flushes_until([&] { return process.spooled() > 0; })) return false;
        // So that the batches that follow are cut off in the middle.
        limit_file_size(kRegionBytes / 4 + 1000);
        for (int i = 200; i < 700; ++i)
            process.log("log " + std::to_string(i) + " " + std::string(1000, '.'));
        if (!process.flushes_until([&] { return process.said("because the disk does not take it"); })) return false;
        process.expect_balanced();
        const std::uint64_t lost = process.dropped("queue_full");
        limit_file_size(RLIM_INFINITY);
        const std::uint64_t before = process.spooled();
        if (!wait_until([&] { return process.spooled() > before; })) return false;
        process.backend->answer({});
        if (!process.flush()) return false;
        process.expect_balanced();
        EXPECT_EQ(once(process.backend->records()).size() + lost, 700U) << "what found no room is counted";
        EXPECT_TRUE(segments().empty());
        return true;
    });
}

TEST_F(SpillBoundsTest, ABatchThatNoSpoolHoldsStaysInTheRegion) {
    options_.spool_max_bytes = 1000;
    Process process(*this, "", true);
    process.log(std::string(2000, 'x'));
    ASSERT_TRUE(process.flushes_until([&] { return process.said("a batch is larger than the spool may be"); }));
    EXPECT_EQ(process.of(SignalType::Logs).in_memory, 1U);
    process.backend->answer({});
    EXPECT_TRUE(process.flush());
}

TEST_F(SpillBoundsTest, AFlushEndsByItsDeadlineWhateverLiesOnDisk) {
    Process process(*this, "", true);
    record_patiently(process, 1000, 1000);
    ASSERT_TRUE(wait_until([&] { return process.spooled() != 0; }));
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_FALSE(process.flush(std::chrono::milliseconds(100)));
    EXPECT_FALSE(process.pipeline->shutdown(std::chrono::milliseconds(100)));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(3));
    process.expect_balanced();
}

TEST_F(SpillBoundsTest, AFlushThatCannotSucceedBeforeItsDeadlineReturnsSooner) {
    options_.max_retries = 0;
    Process process(*this, "", true);
    process.backend->answer({.outcome = ExportOutcome::Retryable, .retry_after = std::chrono::minutes(4)});
    process.log("log");
    ASSERT_TRUE(process.spools(1));
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_FALSE(process.flush(std::chrono::seconds(60)));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30)) << "the backend wants minutes";
    EXPECT_EQ(process.backend->attempts(), 1U);
}

}  // namespace
}  // namespace telemetryflow::tests
