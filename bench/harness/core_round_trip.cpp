#include "harness/core_round_trip.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <thread>

#include "harness/pinned.hpp"

namespace telemetryflow::bench {
double core_round_trip_ns() {
    using Clock = std::chrono::steady_clock;
    // On a busy machine one of the two often waits for its processor: then more rounds, but not for ever, because under
    // an instruction counter threads only take turns.
    constexpr std::chrono::milliseconds kAtMost{200};
    constexpr double kWaited = 10'000;
    constexpr int kRounds = 20;
    constexpr int kTrips = 100;
    constexpr int kStop = -1;
    alignas(64) std::atomic<int> ping{0};
    alignas(64) std::atomic<int> pong{0};
    const Pinned pinned;
    std::thread other([&] {
        pinned.go_elsewhere();
        for (int seen = 0; seen != kStop;) {
            seen = ping.load(std::memory_order_acquire);
            pong.store(seen, std::memory_order_release);
        }
    });
    double best = 1e12;
    int trip = 0;
    const Clock::time_point begin = Clock::now();
    for (int round = 0; (round < kRounds || best > kWaited) && Clock::now() - begin < kAtMost; ++round) {
        const Clock::time_point start = Clock::now();
        for (int i = 0; i < kTrips; ++i) {
            ping.store(++trip, std::memory_order_release);
            while (pong.load(std::memory_order_acquire) != trip) {
            }
        }
        const std::chrono::duration<double, std::nano> took = Clock::now() - start;
        best = std::min(best, took.count() / kTrips);
    }
    ping.store(kStop, std::memory_order_release);
    other.join();
    return best;
}

}  // namespace telemetryflow::bench
