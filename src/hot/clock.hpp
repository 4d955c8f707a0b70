#pragma once

// The time of records. A cheap counter is read once per edge of a span; what it means is measured by the worker, which
// compares it with the system's clocks and publishes the result under a version. Where that result is missing, old or
// just being written, a call asks the system's clock instead, so it is never wrong, only dearer (docs/hot-path.md).
// Any thread may read; the worker alone calls refresh().

#include <atomic>
#include <cstdint>

#include "hot/time_source.hpp"

namespace telemetryflow::hot {

/// A moment: on the counter, for distances, and as nanoseconds since the Unix epoch.
struct Instant {
    std::uint64_t ticks = 0;
    std::uint64_t unix_nano = 0;
};

/// `Source` is TimeSource, or a simulated one in tests.
template <class Source>
class BasicClock {
public:
    BasicClock() noexcept : BasicClock(Source()) {}
    explicit BasicClock(Source source) noexcept : source_(source), measured_(source.sample()) {
        if (!source_.needs_calibration()) publish(measured_, kUnit, kForever);
    }

    [[nodiscard]] Instant read() const noexcept {
        const std::uint64_t ticks = source_.ticks();
        const std::uint32_t version = version_.load(std::memory_order_acquire);
        const std::uint64_t anchor = anchor_ticks_.load(std::memory_order_acquire);
        const std::uint64_t unix_nano = anchor_unix_.load(std::memory_order_acquire);
        const std::uint64_t rate = rate_.load(std::memory_order_acquire);
        const std::uint64_t valid = valid_ticks_.load(std::memory_order_acquire);
        const bool torn = (version & 1U) != 0 || version_.load(std::memory_order_relaxed) != version;
        const std::uint64_t distance = ticks - anchor;  // also huge when the counter was set back
        if (torn || distance >= valid) [[unlikely]]
            return {ticks, source_.wall()};
        return {ticks, unix_nano + scale(distance, rate)};
    }

    /// Nanoseconds since the Unix epoch.
    [[nodiscard]] std::uint64_t now() const noexcept { return read().unix_nano; }

    /// Now, as `start` saw the wall clock: setting that clock changes no duration, and no span ends before it began.
    [[nodiscard]] std::uint64_t since(const Instant& start) const noexcept {
        const auto distance = static_cast<std::int64_t>(source_.ticks() - start.ticks);
        if (distance <= 0) [[unlikely]]
            return start.unix_nano;
        // One word, so it cannot be torn: any rate that was ever published is right to a few parts in a million.
        const std::uint64_t rate = rate_.load(std::memory_order_relaxed);
        if (rate == 0) [[unlikely]] {
            const std::uint64_t wall = source_.wall();
            return wall > start.unix_nano ? wall : start.unix_nano;
        }
        return start.unix_nano + scale(static_cast<std::uint64_t>(distance), rate);
    }

    /// Measures what a tick is and where the wall clock stands. Cheap when it was called a moment ago.
    void refresh() noexcept {
        const std::uint64_t rate = rate_.load(std::memory_order_relaxed);
        const std::uint64_t due = rate == 0 ? 0 : in_ticks(kRefreshNanos, rate);
        if (source_.ticks() - measured_.ticks < due) return;
        const TimeSample now = source_.sample();
        const std::uint64_t nanos = now.monotonic - measured_.monotonic;
        if (!source_.needs_calibration()) {
            publish(now, kUnit, kForever);
        } else if (nanos >= kShortestBaseline && now.ticks > measured_.ticks) {
            __extension__ using Wide = unsigned __int128;
            const auto ticks = now.ticks - measured_.ticks;
            const auto fresh = static_cast<std::uint64_t>((static_cast<Wide>(nanos) << kRateBits) / ticks);
            publish(now, fresh, in_ticks(kValidNanos, fresh));
        } else if (now.ticks <= measured_.ticks) {
            publish(now, rate, 0);  // the counter was set back: what was measured before it says nothing
        } else {
            return;  // too early to tell
        }
        measured_ = now;
    }

private:
    static constexpr unsigned kRateBits = 32;
    static constexpr std::uint64_t kUnit = std::uint64_t{1} << kRateBits;  // one nanosecond per tick
    static constexpr std::uint64_t kShortestBaseline = 5'000'000;          // both ends are uncertain by some 30 ns
    static constexpr std::uint64_t kRefreshNanos = 200'000'000;
    static constexpr std::uint64_t kValidNanos = 10'000'000'000;
    // Not all that a word can hold: a reading from just before the anchor must look too far away.
    static constexpr std::uint64_t kForever = std::uint64_t{1} << 62U;

    static std::uint64_t scale(std::uint64_t ticks, std::uint64_t rate) noexcept {
        __extension__ using Wide = unsigned __int128;
        return static_cast<std::uint64_t>((static_cast<Wide>(ticks) * rate) >> kRateBits);
    }
    static std::uint64_t in_ticks(std::uint64_t nanos, std::uint64_t rate) noexcept {
        __extension__ using Wide = unsigned __int128;
        return static_cast<std::uint64_t>((static_cast<Wide>(nanos) << kRateBits) / rate);
    }

    // A reader that sees any of these stores also sees the odd version before them, and takes the system's clock.
    void publish(const TimeSample& now, std::uint64_t rate, std::uint64_t valid) noexcept {
        // Odd already in the child of a fork that came in the middle of this.
        const std::uint32_t odd = version_.load(std::memory_order_relaxed) | 1U;
        version_.store(odd, std::memory_order_relaxed);
        anchor_ticks_.store(now.ticks, std::memory_order_release);
        anchor_unix_.store(now.wall, std::memory_order_release);
        rate_.store(rate, std::memory_order_release);
        valid_ticks_.store(valid, std::memory_order_release);
        version_.store(odd + 1, std::memory_order_release);
    }

    Source source_;
    std::atomic<std::uint32_t> version_{0};
    std::atomic<std::uint64_t> anchor_ticks_{0};
    std::atomic<std::uint64_t> anchor_unix_{0};
    std::atomic<std::uint64_t> rate_{0};         // nanoseconds per tick, 32 bits after the point; 0: not measured yet
    std::atomic<std::uint64_t> valid_ticks_{0};  // how far from the anchor the rate may be trusted
    TimeSample measured_;                        // at the last refresh; the worker's own
};

using Clock = BasicClock<TimeSource>;

}  // namespace telemetryflow::hot
