#include <memory>

#include "telemetryflow/bridge/client_link.hpp"
#include "telemetryflow/bridge/context_storage.hpp"
#include "telemetryflow/bridge/logger_provider.hpp"
#include "telemetryflow/bridge/meter_provider.hpp"
#include "telemetryflow/bridge/tracer_provider.hpp"

#include "api/subject.hpp"
#include "ours/our_client.hpp"
#include "ours/our_traits.hpp"

namespace telemetryflow::bench {

// Not install(), which would set the process's global providers: the peer is in the same process.
ApiSubject bridged_subject() {
    OurClient& ours = recording_client();
    const auto link = std::make_shared<bridge::ClientLink>(ours.client());
    static const auto tracer = bridge::TracerProvider(link).GetTracer("bench");
    static const auto logger = bridge::LoggerProvider(link).GetLogger("bench", "bench");
    static const auto meter = bridge::MeterProvider(link).GetMeter("bench");
    return {.spans = ours,
            .logs = ours,
            .metrics = ours,
            .tracer = *tracer,
            .logger = *logger,
            .meter = *meter,
            .contexts = opentelemetry::nostd::shared_ptr<opentelemetry::context::RuntimeContextStorage>(
                new bridge::ContextStorage(ours.client().tracer({.name = "bench"}))),
            .span_traits = record_traits("spans"),
            .log_traits = record_traits("logs")};
}

}  // namespace telemetryflow::bench
