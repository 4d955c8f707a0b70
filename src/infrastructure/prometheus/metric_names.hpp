#pragma once

// Names as Prometheus's text formats allow them (compatibility specification, "Metric Metadata" and "Metric
// Attributes"). Pure functions.

#include <string>
#include <string_view>

namespace telemetryflow::prometheus {

constexpr std::string_view kTotal = "_total";

/// With `_` for each run of characters that a metric's name may not have.
[[nodiscard]] std::string metric_name(std::string_view name);
/// The same of a label's name.
[[nodiscard]] std::string label_name(std::string_view key);
/// The same of what a name goes on with: without `_` at its ends.
[[nodiscard]] std::string name_part(std::string_view text);

/// The name with the words of its unit at its end, and without the suffix of a counter.
[[nodiscard]] std::string family_name(std::string_view name, std::string_view unit_words, bool is_counter);

}  // namespace telemetryflow::prometheus
