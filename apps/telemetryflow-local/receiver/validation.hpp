// What OTLP says a receiver does with ids that are not valid.
#pragma once

#include <cstdint>
#include <string>

#include "store/writers.hpp"

namespace telemetryflow::local {

struct Rejection {
    std::int64_t count = 0;
    std::string message;
};

// Counts the spans whose trace id or span id is missing, all zero or of another length (trace.proto: "This field is
// required"): they are rejected, the rest of the batch is not.
Rejection rejected_by(const TraceRequest& request);

// A log record's ids are optional and metric points have none: nothing is rejected.
Rejection rejected_by(const LogsRequest& request);
Rejection rejected_by(const MetricsRequest& request);

// Removes what rejected_by() counted.
void remove_rejected(TraceRequest& request);

}  // namespace telemetryflow::local
