#pragma once

// The messages of OTLP as a static table: what the JSON encoding needs to know about every field. Constant data.

#include <cstdint>
#include <span>
#include <string_view>

#include "telemetryflow/domain/signal_type.hpp"

namespace telemetryflow::infrastructure {

enum class JsonKind : std::uint8_t {
    Text,
    Base64,
    Hex,       // trace and span ids
    Bool,      // varint
    Signed,    // varint int64, a JSON string
    Unsigned,  // varint uint64, a JSON string
    Number,    // varint uint32 or enum, a JSON number
    ZigZag,    // varint sint32
    Fixed32,
    Fixed64,   // unsigned, a JSON string
    SFixed64,  // signed, a JSON string
    Double,
    Message,
};

/// Whether a field that has its type's default value is written.
enum class JsonPresence : std::uint8_t {
    Implicit,  // no: it is the same as absent
    Explicit,  // yes: `optional`
    OneOf,     // yes; and only the last member on the wire counts
    Repeated,
};

struct JsonMessage;

struct JsonField {
    std::uint32_t number;
    std::string_view name;
    JsonKind kind;
    JsonPresence presence = JsonPresence::Implicit;
    const JsonMessage* message = nullptr;
};

struct JsonMessage {
    std::span<const JsonField> fields;
};

/// Returns Export{Metrics,Logs,Trace}ServiceRequest.
[[nodiscard]] const JsonMessage& otlp_request_schema(SignalType signal) noexcept;

}  // namespace telemetryflow::infrastructure
