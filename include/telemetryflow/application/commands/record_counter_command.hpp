#pragma once

// Adds to a monotonic sum. A negative value is refused and counted.
// It owns nothing: built on the caller's stack, it lives until dispatch() returns. A value; safe to use from any
// thread.

#include <string_view>

#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/number_value.hpp"

namespace telemetryflow {

struct RecordCounterCommand {
    static constexpr std::string_view kName = "RecordCounterCommand";

    std::string_view name = {};
    NumberValue value = 1;
    std::string_view unit = {};  // UCUM, for example "{request}"; empty for none
    Attributes attributes = {};
};

}  // namespace telemetryflow
