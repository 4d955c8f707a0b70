#pragma once

// What of a user's own takes part in recording, on the threads that record. Empty for most clients. A value, made
// before recording starts.

#include <memory>
#include <vector>

#include "telemetryflow/application/ports/log_record_processor.hpp"
#include "telemetryflow/application/ports/sampler.hpp"
#include "telemetryflow/application/ports/span_processor.hpp"

namespace telemetryflow::hot {

struct RecordingPorts {
    std::shared_ptr<telemetryflow::Sampler> sampler;  // null: the config's
    std::vector<std::shared_ptr<SpanProcessor>> span_processors;
    std::vector<std::shared_ptr<LogRecordProcessor>> log_processors;
};

}  // namespace telemetryflow::hot
