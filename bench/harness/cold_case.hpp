#pragma once

// Something that a program pays once and not for every call: what it is, of whom, and how to take it again.

#include <functional>
#include <string>
#include <vector>

#include "harness/allocation_count.hpp"
#include "harness/cpu_clock.hpp"

namespace telemetryflow::bench {

struct ColdCost {
    double cpu_ns = 0;
    double allocations = 0;
};

struct ColdCase {
    std::string op;
    std::string subject;
    std::string metric;  // whose CPU time and allocations: "caller" or "process"
    std::function<ColdCost()> measure;
};

using ColdCases = std::vector<ColdCase>;

/// What `work` costs the calling thread, divided by `operations`.
template <class Work>
ColdCost caller_cost(int operations, Work&& work) {
    const AllocationCount before = count_allocations();
    const std::int64_t start = thread_cpu_ns();
    work();
    const std::int64_t took = thread_cpu_ns() - start;
    const std::uint64_t allocations = count_allocations().thread - before.thread;
    return {static_cast<double>(took) / operations, static_cast<double>(allocations) / operations};
}

/// What `work` costs all threads of the process, divided by `operations`.
template <class Work>
ColdCost process_cost(int operations, Work&& work) {
    const AllocationCount before = count_allocations();
    const std::int64_t start = process_cpu_ns();
    work();
    const std::int64_t took = process_cpu_ns() - start;
    const std::uint64_t allocations = count_allocations().process - before.process;
    return {static_cast<double>(took) / operations, static_cast<double>(allocations) / operations};
}

}  // namespace telemetryflow::bench
