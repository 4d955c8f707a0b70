#pragma once

// ExportPartialSuccess of an OTLP response, in both of its encodings. Pure functions over hostile bytes; safe to use
// from any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace telemetryflow::infrastructure {

struct PartialSuccess {
    /// As the server said it; may be negative or more than was sent.
    std::int64_t rejected = 0;
    std::string message;
};

/// Returns what the message says (all zero when it has no partial_success), or nothing when it is not protobuf.
[[nodiscard]] std::optional<PartialSuccess> parse_partial_success_protobuf(std::string_view body);
/// The same for the JSON encoding; nothing when the body is not a JSON object.
[[nodiscard]] std::optional<PartialSuccess> parse_partial_success_json(std::string_view body);

}  // namespace telemetryflow::infrastructure
