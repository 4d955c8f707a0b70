#include "harness/allocation_count.hpp"

#include "harness/allocation_hook.hpp"

namespace telemetryflow::bench {

bool allocations_are_counted() noexcept {
    return telemetryflow_bench_thread_allocations != nullptr;
}

AllocationCount count_allocations() noexcept {
    if (!allocations_are_counted()) return {};
    return {telemetryflow_bench_thread_allocations(), telemetryflow_bench_process_allocations()};
}

}  // namespace telemetryflow::bench
