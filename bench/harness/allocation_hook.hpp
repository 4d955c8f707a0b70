#pragma once

// What the hook offers to the program that it was loaded into; null in others.

#include <cstdint>

extern "C" {
[[gnu::weak]] std::uint64_t telemetryflow_bench_thread_allocations() noexcept;
[[gnu::weak]] std::uint64_t telemetryflow_bench_process_allocations() noexcept;
}
