#pragma once

// What only the sending process knows of itself; it prints them for the process that started it.

#include <cstdint>
#include <string>

namespace telemetryflow::bench {

struct LoadFigures {
    bool complete = false;       // the flush at the end delivered everything
    std::int64_t start_ns = 0;   // of the first span, by the monotonic clock
    double process_cpu_s = 0;    // all threads, from the first span to the end of the flush
    double caller_cpu_s = 0;     // of the thread that makes the spans
    double generator_cpu_s = 0;  // of that, what its loop and its waiting cost without any span; an estimate
    std::uint64_t created = 0;
    std::uint64_t allocations = 0;  // all threads, in that time; only under the counting allocator

    [[nodiscard]] std::string to_text() const;
    /// Throws std::runtime_error when `text` is not of to_text().
    [[nodiscard]] static LoadFigures from_text(const std::string& text);
};

}  // namespace telemetryflow::bench
