#pragma once

// Adds one measurement to a distribution.
// It owns nothing: built on the caller's stack, it lives until dispatch() returns. A value; safe to use from any
// thread.

#include <string_view>

#include "telemetryflow/domain/attributes.hpp"

namespace telemetryflow {

struct RecordHistogramCommand {
    static constexpr std::string_view kName = "RecordHistogramCommand";

    std::string_view name = {};
    double value = 0.0;
    std::string_view unit = {};  // UCUM, for example "s"; empty for none
    Attributes attributes = {};
};

}  // namespace telemetryflow
