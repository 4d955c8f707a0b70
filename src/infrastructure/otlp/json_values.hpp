#pragma once

// Values that OTLP/JSON writes in other ways than JSON itself has: bytes, ids, and the doubles that are no numbers.
// Free functions without state (OTLP specification, "JSON Protobuf Encoding"; protobuf's JSON mapping).

#include <cstddef>
#include <span>
#include <string>

#include "domain/json_writer.hpp"

namespace telemetryflow::infrastructure {

[[nodiscard]] std::string to_hex(std::span<const std::byte> bytes);
/// With padding (RFC 4648, section 4).
[[nodiscard]] std::string to_base64(std::span<const std::byte> bytes);
/// Writes a double as protobuf does: "NaN", "Infinity" and "-Infinity" as strings.
void write_double(JsonWriter& writer, double value);

}  // namespace telemetryflow::infrastructure
