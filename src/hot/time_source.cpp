#include "hot/time_source.hpp"

#include <atomic>
#include <cstdio>
#include <string_view>

#ifdef __x86_64__
#include <cpuid.h>
#endif

namespace telemetryflow::hot {
namespace {

#ifdef __x86_64__
bool counter_has_one_rate() noexcept {
    constexpr unsigned kPowerManagement = 0x80000007;
    constexpr unsigned kInvariantCounter = 1U << 8U;
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    return __get_cpuid(kPowerManagement, &a, &b, &c, &d) != 0 && (d & kInvariantCounter) != 0;
}

// A kernel that has seen the counters of two processors disagree keeps time by something else.
bool kernel_relies_on_counter() noexcept {
    std::FILE* file = std::fopen("/sys/devices/system/clocksource/clocksource0/current_clocksource", "re");
    if (file == nullptr) return false;
    char name[64];
    const std::size_t size = std::fread(name, 1, sizeof(name), file);
    std::fclose(file);
    const std::string_view source(name, size);
    return source == "tsc\n" || source == "kvm-clock\n" || source == "hyperv_clocksource_tsc_page\n";
}
#endif

}  // namespace

bool TimeSource::counter_is_reliable() noexcept {
#ifdef __x86_64__
    // Without a lock, which a fork could catch held: threads that come at once find the same.
    static constinit std::atomic<int> known{-1};
    int reliable = known.load(std::memory_order_relaxed);
    if (reliable < 0) {
        reliable = counter_has_one_rate() && kernel_relies_on_counter() ? 1 : 0;
        known.store(reliable, std::memory_order_relaxed);
    }
    return reliable != 0;
#else
    return false;
#endif
}

std::uint64_t TimeSource::read(clockid_t clock) noexcept {
    timespec time{};
    ::clock_gettime(clock, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U + static_cast<std::uint64_t>(time.tv_nsec);
}

TimeSample TimeSource::sample() const noexcept {
    TimeSample best;
    std::uint64_t narrowest = ~std::uint64_t{0};
    for (int attempt = 0; attempt < 3; ++attempt) {
        const std::uint64_t before = ticks();
        const std::uint64_t monotonic = read(CLOCK_MONOTONIC);
        const std::uint64_t wall = read(CLOCK_REALTIME);
        const std::uint64_t after = ticks();
        if (after - before >= narrowest) continue;
        narrowest = after - before;
        best = {before + narrowest / 2, monotonic, wall};
    }
    return best;
}

}  // namespace telemetryflow::hot
