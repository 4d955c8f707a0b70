#include "hot/doorbell.hpp"

#include <cerrno>
#include <thread>

#include <gtest/gtest.h>

namespace telemetryflow::hot {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

TEST(DoorbellTest, KeepsARingThatCameBeforeTheWait) {
    Doorbell bell;
    const std::uint32_t heard = bell.listen();
    bell.ring();
    EXPECT_TRUE(bell.wait(heard, SteadyClock::now()));
}

TEST(DoorbellTest, GivesUpAtItsDeadlineAndKeepsErrno) {
    Doorbell bell;
    errno = EXDEV;
    const auto start = SteadyClock::now();
    EXPECT_FALSE(bell.wait(bell.listen(), start + 30ms));
    EXPECT_GE(SteadyClock::now() - start, 30ms);
    EXPECT_EQ(errno, EXDEV);
}

TEST(DoorbellTest, WakesEveryThreadThatSleeps) {
    Doorbell bell;
    const std::uint32_t heard = bell.listen();
    std::vector<std::thread> threads;
    std::atomic<int> woken{0};
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] { woken += bell.wait(heard, SteadyClock::now() + 10s) ? 1 : 0; });
    std::this_thread::sleep_for(10ms);
    bell.ring();
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(woken, 4);
}

}  // namespace
}  // namespace telemetryflow::hot
