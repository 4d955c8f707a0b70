#pragma once

// An attribute as it was recorded. Its key is a view of the span.

#include <string_view>

#include "telemetryflow/application/ports/recorded_value.hpp"

namespace telemetryflow {

struct RecordedAttribute {
    std::string_view key{};
    RecordedValue value{};
};

}  // namespace telemetryflow
