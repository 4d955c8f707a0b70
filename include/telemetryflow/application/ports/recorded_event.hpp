#pragma once

// An event of a span as it was recorded. Its texts are views of the span.

#include <cstdint>
#include <string_view>
#include <vector>

#include "telemetryflow/application/ports/recorded_attribute.hpp"

namespace telemetryflow {

struct RecordedEvent {
    std::string_view name{};
    std::uint64_t time_unix_nano = 0;
    std::vector<RecordedAttribute> attributes{};
    std::uint32_t dropped_attributes = 0;
};

}  // namespace telemetryflow
