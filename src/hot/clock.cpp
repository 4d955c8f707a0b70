#include "hot/clock.hpp"

#include <ctime>

namespace telemetryflow::hot {
namespace {

std::uint64_t read(clockid_t clock) noexcept {
    timespec time{};
    ::clock_gettime(clock, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U + static_cast<std::uint64_t>(time.tv_nsec);
}

}  // namespace

std::uint64_t Clock::monotonic() noexcept {
    return read(CLOCK_MONOTONIC);
}

void Clock::refresh() noexcept {
    const std::uint64_t before = monotonic();
    const std::uint64_t wall = read(CLOCK_REALTIME);
    const std::uint64_t after = monotonic();
    offset_.store(wall - (before + (after - before) / 2), std::memory_order_relaxed);
}

}  // namespace telemetryflow::hot
