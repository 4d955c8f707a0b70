#pragma once

// A client's own figures at one moment. A plain value. For every signal holds, exactly when nothing is being recorded
// or sent: created = delivered + rejected + sum of dropped + in_memory + in_spool.

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "telemetryflow/domain/signal_type.hpp"

#include "durability/commit_counts.hpp"
#include "hot/recording_stats.hpp"
#include "pipeline/delivery_counts.hpp"

namespace telemetryflow::pipeline {

struct SignalStatus {
    std::uint64_t created = 0;  // spans ended, logs emitted, metric points collected
    std::uint64_t in_memory = 0;
    SignalDelivery delivery;  // dropped includes what recording dropped, in_spool what lies on disk
};

struct PipelineStatus {
    std::array<SignalStatus, kSignalCount> signals;             // by SignalType
    std::map<std::string, std::uint64_t> refused_measurements;  // by reason; never part of a data point
    hot::RecordingStats recording;
    bool dropped_recently = false;    // anything, within the last minute
    std::uint64_t open_spans = 0;     // recording spans that are not ended
    std::uint64_t unended_spans = 0;  // started by id and not ended when the worker stopped
    std::uint64_t metric_series = 0;
    durability::CommitCounts commits;
    std::size_t buffer_bytes = 0;
    std::size_t buffer_used_bytes = 0;
};

}  // namespace telemetryflow::pipeline
