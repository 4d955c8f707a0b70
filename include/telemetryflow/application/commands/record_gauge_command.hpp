#pragma once

// Sets a gauge: the last value wins, whichever thread set it.
// It owns nothing: built on the caller's stack, it lives until dispatch() returns. A value; safe to use from any
// thread.

#include <string_view>

#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/number_value.hpp"

namespace telemetryflow {

struct RecordGaugeCommand {
    static constexpr std::string_view kName = "RecordGaugeCommand";

    std::string_view name = {};
    NumberValue value = 0.0;
    std::string_view unit = {};  // UCUM, for example "By"; empty for none
    Attributes attributes = {};
};

}  // namespace telemetryflow
