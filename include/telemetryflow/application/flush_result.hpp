#pragma once

// What a flush or a shutdown reached by its deadline: the truth, not a promise. A value; safe to use from any thread.

#include <cstdint>

namespace telemetryflow {

struct FlushResult {
    /// Whether everything recorded before the call is settled: delivered, or dropped and counted with its reason.
    /// False also when the client was not initialized or an interceptor vetoed the command.
    bool complete = false;
    /// Spans, log records and metric data points that were still in memory when the call returned.
    std::uint64_t left_items = 0;
    /// Spans started by hand that nobody ended; a shutdown drops and counts them.
    std::uint64_t unended_spans = 0;

    friend constexpr bool operator==(const FlushResult&, const FlushResult&) noexcept = default;
};

}  // namespace telemetryflow
