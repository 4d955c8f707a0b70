#include "telemetry/traces.hpp"

#include "telemetry/telemetry.hpp"

namespace telemetry::traces {

telemetryflow::Span span(std::string_view name, telemetryflow::SpanKind kind, telemetryflow::Attributes attributes) {
    if (auto* client = telemetry::client()) return client->span(name, kind, attributes);
    return {};
}

telemetryflow::SpanId start_span(std::string_view name, telemetryflow::SpanKind kind,
                                 telemetryflow::Attributes attributes) {
    if (auto* client = telemetry::client()) return client->start_span(name, kind, attributes);
    return {};
}

void end_span(telemetryflow::SpanId id) {
    if (auto* client = telemetry::client()) client->end_span(id);
}

void end_span(telemetryflow::SpanId id, const std::exception& error) {
    if (auto* client = telemetry::client()) client->end_span(id, error);
}

void add_event(telemetryflow::SpanId id, std::string_view name, telemetryflow::Attributes attributes) {
    if (auto* client = telemetry::client()) client->add_span_event(id, name, attributes);
}

}  // namespace telemetry::traces
