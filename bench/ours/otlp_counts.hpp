#pragma once

// Counts what an OTLP request carries by walking its bytes. Independent of the SDK's encoder and readers, so that a
// fault in those shows.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace telemetryflow::bench {

/// Spans of an ExportTraceServiceRequest or records of an ExportLogsServiceRequest: both nest in the same way. Nothing
/// when the bytes are not well-formed.
[[nodiscard]] std::optional<std::uint64_t> count_records(std::string_view request);

/// Puts in the points of an ExportMetricsServiceRequest: the value, or of a histogram how many measurements it holds.
/// The key is the metric's name, a zero, and the bytes of the point's attributes. False when it is not well-formed.
[[nodiscard]] bool take_points(std::string_view request, std::map<std::string, double>& points);

}  // namespace telemetryflow::bench
