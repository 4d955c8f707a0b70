#pragma once

// One event of a span, as the backend stored it.
// Owns its data. A value; share it between threads only for reading.

#include <cstdint>
#include <string>

#include "telemetryflow/application/queries/attribute_map.hpp"

namespace telemetryflow {

struct SpanEventInfo {
    std::string name = {};
    std::uint64_t time_unix_nano = 0;
    AttributeMap attributes = {};
};

}  // namespace telemetryflow
