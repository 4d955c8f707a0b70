#pragma once

// One SDK behind the OpenTelemetry API: its own providers' tracer, logger and meter, and where their records end. Lives
// as long as the process; used by the main thread except for recording.

#include <opentelemetry/context/runtime_context.h>
#include <opentelemetry/logs/logger.h>
#include <opentelemetry/metrics/meter.h>
#include <opentelemetry/nostd/shared_ptr.h>
#include <opentelemetry/trace/tracer.h>

#include "harness/destination.hpp"
#include "harness/operation.hpp"

namespace telemetryflow::bench {

struct ApiSubject {
    Destination& spans;
    Destination& logs;
    Destination& metrics;
    opentelemetry::trace::Tracer& tracer;
    opentelemetry::logs::Logger& logger;
    opentelemetry::metrics::Meter& meter;
    // The process has one at a time: that of the SDK that is measured.
    opentelemetry::nostd::shared_ptr<opentelemetry::context::RuntimeContextStorage> contexts;
    OperationTraits span_traits;
    OperationTraits log_traits;
};

/// This SDK behind the bridge.
[[nodiscard]] ApiSubject bridged_subject();
/// opentelemetry-cpp.
[[nodiscard]] ApiSubject peer_subject();

}  // namespace telemetryflow::bench
