#pragma once

// How a MetricReader collects. A value.

#include "telemetryflow/domain/temporality.hpp"

namespace telemetryflow {

struct MetricReaderOptions {
    /// What points cover: as OTLP's exporter has it by instrument, independently of what the client exports.
    Temporality temporality = Temporality::Cumulative;
};

}  // namespace telemetryflow
