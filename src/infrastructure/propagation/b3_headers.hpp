#pragma once

// What Zipkin's two formats have in common: how ids and the sampling decision are written, and that either reads both.
// Free functions; safe to use from any thread. Follows OpenTelemetry, "B3 Requirements", and Zipkin's b3-propagation.

#include <string_view>

#include "telemetryflow/application/ports/text_map_getter.hpp"
#include "telemetryflow/domain/context.hpp"

namespace telemetryflow::propagation::b3 {

inline constexpr std::string_view kSingle = "b3";
inline constexpr std::string_view kTraceId = "x-b3-traceid";
inline constexpr std::string_view kSpanId = "x-b3-spanid";
inline constexpr std::string_view kSampled = "x-b3-sampled";
inline constexpr std::string_view kFlags = "x-b3-flags";

/// '1', '0', or 'd' for debug.
[[nodiscard]] char sampling_state(const Context& context) noexcept;
/// Takes what the carrier has in either format; the single header wins.
void extract(Context& context, TextMapGetter carrier);

}  // namespace telemetryflow::propagation::b3
