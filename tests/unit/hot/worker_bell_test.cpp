#include "hot/worker_bell.hpp"

#include <atomic>
#include <chrono>
#include <thread>

#include <gtest/gtest.h>

namespace telemetryflow::hot {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

TEST(WorkerBellTest, AKnockWakesAWorkerThatWaits) {
    WorkerBell bell;
    const std::uint32_t heard = bell.listen();
    std::thread caller([&] { bell.knock(); });
    EXPECT_TRUE(bell.wait(heard, SteadyClock::now() + 10s));
    caller.join();
}

TEST(WorkerBellTest, AKnockBeforeTheWaitIsNotLost) {
    WorkerBell bell;
    const std::uint32_t heard = bell.listen();
    bell.knock();
    EXPECT_TRUE(bell.wait(heard, SteadyClock::now()));
}

TEST(WorkerBellTest, ANapIgnoresKnocksAndEndsByItself) {
    WorkerBell bell;
    std::atomic<bool> over{false};
    std::thread caller([&] {
        while (!over) {
            bell.knock();
            std::this_thread::sleep_for(1ms);
        }
    });
    // Only what comes before the nap has begun may cut it short.
    int whole = 0;
    for (int i = 0; i < 10; ++i) {
        const auto end = SteadyClock::now() + 10ms;
        bell.nap(bell.listen(), end);
        if (SteadyClock::now() >= end) ++whole;
    }
    over = true;
    caller.join();
    EXPECT_GE(whole, 1);
}

TEST(WorkerBellTest, ARingEndsANap) {
    WorkerBell bell;
    const std::uint32_t heard = bell.listen();
    std::thread caller([&] {
        std::this_thread::sleep_for(5ms);
        bell.ring();
    });
    const auto end = SteadyClock::now() + 30s;
    bell.nap(heard, end);
    EXPECT_LT(SteadyClock::now(), end);
    caller.join();
}

TEST(WorkerBellTest, WhatIsKnockedForIsSeenAfterTheNapOrWakesTheWait) {
    WorkerBell bell;
    constexpr int kRounds = 20'000;
    std::atomic<int> done{0};
    std::thread caller([&] {
        for (int i = 1; i <= kRounds; ++i) {
            done.store(i, std::memory_order_relaxed);
            bell.knock();
        }
    });
    bool in_time = true;
    for (int seen = 0; seen < kRounds && in_time;) {
        const std::uint32_t heard = bell.listen();
        const int now = done.load(std::memory_order_relaxed);
        if (now != seen) {
            seen = now;
            bell.nap(heard, SteadyClock::now());
            continue;
        }
        in_time = bell.wait(heard, SteadyClock::now() + 20s);
    }
    EXPECT_TRUE(in_time);
    caller.join();
}

}  // namespace
}  // namespace telemetryflow::hot
