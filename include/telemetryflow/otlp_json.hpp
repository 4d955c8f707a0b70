#pragma once

// OTLP's JSON encoding of a batch that an exporter received, for files and for people. A pure function; safe to call
// from any thread.

#include <cstddef>
#include <span>
#include <string>

#include "telemetryflow/domain/signal_type.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

/// Returns `bytes`, an Export{Trace,Metrics,Logs}ServiceRequest, as one line of OTLP/JSON: lowerCamelCase names, ids in
/// hex, 64-bit integers as strings, enums as integers, fields with default values left out. Unknown fields are skipped
/// and text that is not UTF-8 is mended with U+FFFD. Throws std::invalid_argument when the bytes are not such a
/// message.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::string otlp_to_json(SignalType signal, std::span<const std::byte> bytes);

}  // namespace telemetryflow
