#include <memory>

#include <opentelemetry/sdk/trace/samplers/always_on.h>

#include "api/subject.hpp"
#include "peers/opentelemetry/logs.hpp"
#include "peers/opentelemetry/metrics.hpp"
#include "peers/opentelemetry/peer_request.hpp"
#include "peers/opentelemetry/spans.hpp"

namespace telemetryflow::bench {

ApiSubject peer_subject() {
    namespace nostd = opentelemetry::nostd;
    static OpenTelemetrySpans spans(std::make_unique<opentelemetry::sdk::trace::AlwaysOnSampler>(), false);
    static OpenTelemetryLogs logs;
    static OpenTelemetryMetrics metrics;
    return {.spans = spans,
            .logs = logs,
            .metrics = metrics,
            .tracer = spans.tracer(),
            .logger = logs.logger(),
            .meter = metrics.meter(),
            .contexts = nostd::shared_ptr<opentelemetry::context::RuntimeContextStorage>(
                new opentelemetry::context::ThreadLocalContextStorage),
            .span_traits = peer_record_traits("spans"),
            .log_traits = peer_record_traits("logs")};
}

}  // namespace telemetryflow::bench
