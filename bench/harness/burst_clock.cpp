#include "harness/burst_clock.hpp"

#include <algorithm>
#include <limits>
#include <string_view>

#include <unistd.h>

#include "harness/cpu_clock.hpp"

namespace telemetryflow::bench {
namespace {

void write_mark(std::string_view text) noexcept {
    constexpr int kNoDescriptor = -1;
    [[maybe_unused]] const ssize_t refused = ::write(kNoDescriptor, text.data(), text.size());
}

// What an empty burst shows: part of every figure otherwise, and several nanoseconds of short bursts.
std::int64_t reading_ns() noexcept {
    static const std::int64_t cheapest = [] {
        std::int64_t best = std::numeric_limits<std::int64_t>::max();
        for (int i = 0; i < 2'000; ++i) {
            const std::int64_t start = thread_cpu_ns();
            best = std::min(best, thread_cpu_ns() - start);
        }
        return best;
    }();
    return cheapest;
}

}  // namespace

void BurstClock::start() noexcept {
    reading_ns();  // its first call takes longer
    process_start_ns_ = process_cpu_ns();
    at_start_ = count_allocations();
    if (line_ != nullptr) line_->wait();
    thread_start_ns_ = thread_cpu_ns();
    if (marks_) write_mark("bench begin");
}

void BurstClock::stop() noexcept {
    if (marks_) write_mark("bench end");
    const std::int64_t end = thread_cpu_ns();
    allocations_end_ = count_allocations().thread;
    thread_ns_ = std::max<std::int64_t>(end - thread_start_ns_ - reading_ns(), 0);
}

}  // namespace telemetryflow::bench
