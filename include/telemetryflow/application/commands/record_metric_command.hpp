#pragma once

// Records a measurement of no particular instrument: the metric is a gauge that keeps its unit.
// It owns nothing: built on the caller's stack, it lives until dispatch() returns. A value; safe to use from any
// thread.

#include <string_view>

#include "telemetryflow/domain/attributes.hpp"

namespace telemetryflow {

struct RecordMetricCommand {
    static constexpr std::string_view kName = "RecordMetricCommand";

    std::string_view name = {};
    double value = 0.0;
    std::string_view unit = {};  // UCUM, for example "ms"; empty for none
    Attributes attributes = {};
};

}  // namespace telemetryflow
