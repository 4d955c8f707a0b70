#pragma once

// Numbers as Prometheus's text formats have them. Pure functions.

#include <cstdint>
#include <string>

#include "telemetryflow/domain/number_value.hpp"

namespace telemetryflow::prometheus {

/// The shortest form that reads back as the same number; NaN, +Inf and -Inf.
void append_number(std::string& text, double number);
void append_number(std::string& text, std::uint64_t number);
void append_number(std::string& text, NumberValue number);

/// The bound of a bucket as the label "le" has it: OpenMetrics wants whole numbers with a fraction, such as 1.0.
[[nodiscard]] std::string bound_text(double bound, bool is_open_metrics);

/// Nanoseconds since the Unix epoch in seconds, exactly.
void append_seconds(std::string& text, std::uint64_t unix_nano);

}  // namespace telemetryflow::prometheus
