#pragma once

// Counts the spans of an ExportTraceServiceRequest by walking its lengths, without looking into a span. Independent of
// the SDK's own encoder and reader, so that a fault in those shows in the figures.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace telemetryflow::bench {

/// Returns how many spans `request` carries; nothing when it is not well-formed.
[[nodiscard]] std::optional<std::uint64_t> count_spans(std::string_view request);

/// Unpacks a gzip body into `out`, which keeps its memory; false when it is not one.
[[nodiscard]] bool gunzip(std::string_view body, std::string& out);

}  // namespace telemetryflow::bench
