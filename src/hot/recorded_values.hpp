#pragma once

// Attributes read back from the bytes that they were encoded into. Free functions without state.

#include <string_view>

#include "telemetryflow/application/ports/recorded_attribute.hpp"

namespace telemetryflow::hot {

/// Of the bytes of a KeyValue (common.proto) that this SDK has encoded.
[[nodiscard]] RecordedAttribute recorded_attribute(std::string_view key_value);

}  // namespace telemetryflow::hot
