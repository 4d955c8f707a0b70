#pragma once

// Counts the spans of an ExportTraceServiceRequest by walking its lengths, without looking into a span. Independent of
// the SDK's own encoder and reader, so that a fault in those shows in the figures.

#include <cstdint>
#include <optional>
#include <string_view>

namespace telemetryflow::bench {

/// Returns how many spans `request` carries; nothing when it is not well-formed.
[[nodiscard]] std::optional<std::uint64_t> count_spans(std::string_view request);

}  // namespace telemetryflow::bench
