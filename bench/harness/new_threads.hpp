#pragma once

// What threads cost that live for one record.

#include <string>
#include <thread>
#include <utility>

#include "harness/cold_case.hpp"

namespace telemetryflow::bench {

inline constexpr int kNewThreads = 100;

/// The mean cost of `record` as the first thing that a thread does.
template <class Record>
ColdCost first_call_cost(const Record& record) {
    ColdCost sum;
    for (int i = 0; i < kNewThreads; ++i) {
        std::thread([&] {
            const ColdCost one = caller_cost(1, record);
            sum.cpu_ns += one.cpu_ns / kNewThreads;
            sum.allocations += one.allocations / kNewThreads;
        }).join();
    }
    return sum;
}

/// The mean cost of a thread that calls `record` once, from its start to its end.
template <class Record>
ColdCost thread_cost(const Record& record) {
    return process_cost(kNewThreads, [&] {
        for (int i = 0; i < kNewThreads; ++i)
            std::thread(record).join();
    });
}

/// Both, for one kind of record. What `record` refers to has to outlive the cases.
template <class Record>
void add_thread_cases(ColdCases& cases, const std::string& what, const std::string& subject, Record record) {
    cases.push_back(
        {"first " + what + " of a thread", subject, "caller", [record] { return first_call_cost(record); }});
    cases.push_back({"thread of one " + what, subject, "process", [record] { return thread_cost(record); }});
}

}  // namespace telemetryflow::bench
