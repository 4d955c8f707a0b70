#pragma once

// The kind of a span. The values are those of OTLP's Span.SpanKind (trace.proto). A value; safe to use from any thread.

#include <cstdint>
#include <optional>
#include <string_view>

#include "telemetryflow/export.hpp"

namespace telemetryflow {

enum class SpanKind : std::uint8_t { Internal = 1, Server = 2, Client = 3, Producer = 4, Consumer = 5 };

/// Returns the family's lower-case spelling, for example "server".
[[nodiscard]] constexpr std::string_view to_string(SpanKind kind) noexcept {
    switch (kind) {
        case SpanKind::Internal: return "internal";
        case SpanKind::Server: return "server";
        case SpanKind::Client: return "client";
        case SpanKind::Producer: return "producer";
        case SpanKind::Consumer: return "consumer";
    }
    return "unknown";
}

/// Reads a kind in the family's spelling in any case; nothing for anything else.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::optional<SpanKind> span_kind_from_string(std::string_view text) noexcept;

}  // namespace telemetryflow
