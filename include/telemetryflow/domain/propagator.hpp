#pragma once

// The formats in which a context travels between services (OpenTelemetry, OTEL_PROPAGATORS). A value; safe to use from
// any thread.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "telemetryflow/export.hpp"

namespace telemetryflow {

enum class Propagator : std::uint8_t {
    TraceContext,  // W3C: traceparent and tracestate
    Baggage,       // W3C: baggage
    B3,            // Zipkin: the one header b3
    B3Multi,       // Zipkin: the headers X-B3-*
};

/// Returns OpenTelemetry's name, for example "tracecontext".
[[nodiscard]] TELEMETRYFLOW_EXPORT std::string_view to_string(Propagator propagator) noexcept;

/// Reads one name in any case; nothing for another.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::optional<Propagator> propagator_from_string(std::string_view text) noexcept;

/// Reads a list of names with commas between them, each taken once, or "none" alone; nothing when any name is unknown.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::optional<std::vector<Propagator>> propagators_from_string(
    std::string_view text);

}  // namespace telemetryflow
