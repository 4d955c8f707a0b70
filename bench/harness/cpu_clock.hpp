#pragma once

// CPU time, in nanoseconds: of the calling thread or of all threads of the process. Unlike wall-clock time it leaves
// out what other work on the machine takes.

#include <cstdint>
#include <ctime>

namespace telemetryflow::bench {

inline std::int64_t read_clock(clockid_t clock) noexcept {
    timespec time{};
    ::clock_gettime(clock, &time);
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

inline std::int64_t thread_cpu_ns() noexcept {
    return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

inline std::int64_t process_cpu_ns() noexcept {
    return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

}  // namespace telemetryflow::bench
