#pragma once

// The limits that recording obeys; what exceeds one is cut or left out and counted. Set once before recording starts.

#include <cstdint>

namespace telemetryflow::hot {

struct RecordingLimits {
    static constexpr std::uint32_t kKeyLength = 256;  // bytes of an attribute's key

    std::uint32_t attribute_count = 128;          // per span, log record, event and link
    std::uint32_t attribute_value_length = 4096;  // bytes of a string value

    std::uint32_t event_count = 128;           // per span
    std::uint32_t link_count = 128;            // per span
    std::uint32_t name_length = 1024;          // bytes of a span, event or instrument name
    std::uint32_t body_length = 64U << 10U;    // bytes of a log body
    std::uint32_t cardinality = 2000;          // series per instrument
    std::uint32_t open_manual_spans = 65'536;  // spans started by id and not yet ended
};

}  // namespace telemetryflow::hot
