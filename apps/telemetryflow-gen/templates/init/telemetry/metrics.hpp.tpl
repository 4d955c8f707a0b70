#pragma once

// Metrics by name. Where a metric is recorded often, take a handle of client() instead, which pays for the look-up of
// the name once. Any thread may call anything; nothing throws.

#include <string_view>

#include "telemetryflow/telemetryflow.hpp"

namespace telemetry::metrics {

/// Adds to a sum that only grows.
void increment_counter(std::string_view name, telemetryflow::NumberValue value = 1,
                       telemetryflow::Attributes attributes = {}, std::string_view unit = {});
/// Records a value that is read off: the latest one counts.
void record_gauge(std::string_view name, double value, telemetryflow::Attributes attributes = {},
                  std::string_view unit = {});
/// Records one of many values whose distribution matters, such as a duration in "s".
void record_histogram(std::string_view name, double value, std::string_view unit = {},
                      telemetryflow::Attributes attributes = {});

}  // namespace telemetry::metrics
