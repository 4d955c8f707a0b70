#include "harness/sample.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "harness/allocation_count.hpp"
#include "harness/cpu_clock.hpp"

namespace telemetryflow::bench {
namespace {

// Brings the threads, caches and buffers to where they are in the steady state, and looks into the exported bytes.
std::int64_t warm_up(Operation& operation, ThreadTeam& team) {
    constexpr std::int64_t kEnough = 2'000;
    const std::int64_t of_each = std::min(operation.burst_of_each(team.threads()), kEnough);
    operation.destination().inspect(true);
    const Burst burst = team.run(operation, of_each);
    operation.destination().drain();
    operation.destination().inspect(false);
    return burst.operations;
}

}  // namespace

Sample take_sample(Operation& operation, ThreadTeam& team, double caller_ms) {
    constexpr int kAtMost = 50;
    Destination& destination = operation.destination();
    const std::uint64_t arrived_before = destination.arrived(operation.traits().kind);
    std::int64_t recorded = warm_up(operation, team);

    const std::int64_t of_each = operation.burst_of_each(team.threads());
    const double enough_ns = caller_ms * 1e6 * team.threads();
    Sample sum;
    std::int64_t operations = 0;
    for (int i = 0; i < kAtMost && (i < 2 || sum.caller_ns < enough_ns); ++i) {
        const Burst burst = team.run(operation, of_each);
        destination.drain();
        sum.process_ns += static_cast<double>(process_cpu_ns() - burst.process_start_ns);
        sum.process_allocations += static_cast<double>(count_allocations().process - burst.process_start_allocations);
        sum.caller_ns += static_cast<double>(burst.caller_ns);
        sum.caller_allocations += static_cast<double>(burst.caller_allocations);
        operations += burst.operations;
    }
    recorded += operations;

    const std::uint64_t arrived = destination.arrived(operation.traits().kind) - arrived_before;
    const std::uint64_t expected = static_cast<std::uint64_t>(recorded) * operation.traits().records;
    if (arrived != expected) {
        throw std::runtime_error(operation.subject() + ", " + operation.name() + ": " + std::to_string(expected) +
                                 " recorded, " + std::to_string(arrived) + " arrived");
    }
    const auto per_operation = [operations](double total) { return total / static_cast<double>(operations); };
    return {per_operation(sum.caller_ns), per_operation(sum.process_ns), per_operation(sum.caller_allocations),
            per_operation(sum.process_allocations)};
}

}  // namespace telemetryflow::bench
