#include "hot/core_round_trip.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

namespace telemetryflow::bench {

double core_round_trip_ns() {
    constexpr int kRounds = 20;
    constexpr int kTrips = 2'000;
    alignas(64) std::atomic<int> ping{0};
    alignas(64) std::atomic<int> pong{0};
    std::thread other([&] {
        for (int trip = 1; trip <= kRounds * kTrips; ++trip) {
            while (ping.load(std::memory_order_acquire) < trip) {
            }
            pong.store(trip, std::memory_order_release);
        }
    });
    double best = 1e12;
    int trip = 0;
    for (int round = 0; round < kRounds; ++round) {
        const auto start = std::chrono::steady_clock::now();
        for (int i = 0; i < kTrips; ++i) {
            ping.store(++trip, std::memory_order_release);
            while (pong.load(std::memory_order_acquire) < trip) {
            }
        }
        const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - start;
        best = std::min(best, took.count() / kTrips);
    }
    other.join();
    return best;
}

}  // namespace telemetryflow::bench
