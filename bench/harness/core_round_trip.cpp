#include "harness/core_round_trip.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

namespace telemetryflow::bench {

double core_round_trip_ns() {
    using Clock = std::chrono::steady_clock;
    // Bounded in time too: where threads take turns, as under an instruction counter, one trip takes long.
    constexpr std::chrono::milliseconds kAtMost{40};
    constexpr int kRounds = 8;
    constexpr int kTrips = 500;
    constexpr int kStop = -1;
    alignas(64) std::atomic<int> ping{0};
    alignas(64) std::atomic<int> pong{0};
    std::thread other([&] {
        for (int seen = 0; seen != kStop;) {
            seen = ping.load(std::memory_order_acquire);
            pong.store(seen, std::memory_order_release);
        }
    });
    double best = 1e12;
    int trip = 0;
    const Clock::time_point begin = Clock::now();
    for (int round = 0; round < kRounds && Clock::now() - begin < kAtMost; ++round) {
        const Clock::time_point start = Clock::now();
        int trips = 0;
        while (trips < kTrips && (trips % 64 != 0 || Clock::now() - begin < kAtMost)) {
            ping.store(++trip, std::memory_order_release);
            while (pong.load(std::memory_order_acquire) != trip) {
            }
            ++trips;
        }
        const std::chrono::duration<double, std::nano> took = Clock::now() - start;
        if (trips != 0) best = std::min(best, took.count() / trips);
    }
    ping.store(kStop, std::memory_order_release);
    other.join();
    return best;
}

}  // namespace telemetryflow::bench
