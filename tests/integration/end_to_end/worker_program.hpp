#pragma once

// A small program of several threads that records all three signals through one client, and remembers what it did.

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "telemetryflow/telemetryflow.hpp"

namespace telemetryflow::tests {

struct WorkerProgram {
    static constexpr int kThreads = 4;
    static constexpr int kJobsPerThread = 50;
    static constexpr std::uint64_t kJobs = kThreads * kJobsPerThread;
    /// A job is a span "job", in it "query", in it "parse" on a thread of its own.
    static constexpr std::uint64_t kSpansPerJob = 3;

    struct Ids {
        std::string trace_id;
        std::string parent_span_id;
        friend bool operator==(const Ids&, const Ids&) = default;
    };

    /// By span id, as text.
    std::map<std::string, Ids> spans;
    /// The span and trace of each job's log record, by its body.
    std::map<std::string, Ids> logs;
    /// The trace that came from another process.
    SpanContext remote;

    /// Records; returns what was recorded.
    static WorkerProgram run(TelemetryFlowClient& client);
};

}  // namespace telemetryflow::tests
