#pragma once

// A value of a sum or a gauge (OTLP NumberDataPoint). A value; share it between threads only for reading.

#include <cstdint>
#include <vector>

#include "telemetryflow/domain/metric_exemplar.hpp"
#include "telemetryflow/domain/number_value.hpp"
#include "telemetryflow/domain/owned_attribute.hpp"

namespace telemetryflow {

struct NumberDataPoint {
    /// In the order of their keys.
    std::vector<OwnedAttribute> attributes{};
    std::uint64_t start_unix_nano = 0;
    std::uint64_t time_unix_nano = 0;
    /// An integer as long as only integers were recorded.
    NumberValue value = 0;
    std::vector<MetricExemplar> exemplars{};
};

}  // namespace telemetryflow
