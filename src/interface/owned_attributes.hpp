#pragma once

// Attributes of their own memory, out of the bytes that they were encoded into. Free functions without state.

#include <string_view>
#include <vector>

#include "telemetryflow/domain/owned_attribute.hpp"

namespace telemetryflow {

/// Of the bytes of a KeyValue (common.proto) that this SDK has encoded.
[[nodiscard]] OwnedAttribute owned_attribute(std::string_view key_value);

/// Of fields that this SDK has encoded, a KeyValue each.
[[nodiscard]] std::vector<OwnedAttribute> owned_attributes(std::string_view fields);

}  // namespace telemetryflow
