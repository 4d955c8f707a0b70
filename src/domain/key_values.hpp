#pragma once

// The list of key=value pairs that OpenTelemetry's variables hold. Pure functions; safe to use from any thread.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace telemetryflow {

using KeyValues = std::vector<std::pair<std::string, std::string>>;

/// Replaces %XX by the byte it names; nothing for a '%' without two hexadecimal digits.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

/// key=value pairs with commas between them, both sides trimmed and percent-decoded (OpenTelemetry,
/// OTEL_RESOURCE_ATTRIBUTES and OTEL_EXPORTER_OTLP_HEADERS). A later pair replaces an earlier one of the same key.
/// Nothing when any pair has no '=', no key, or a broken percent sequence; empty list members are skipped.
[[nodiscard]] std::optional<KeyValues> parse_key_values(std::string_view text);

}  // namespace telemetryflow
