#pragma once

// Units of OpenTelemetry, which are UCUM's, in Prometheus's words (compatibility specification, "Metric Metadata"). A
// pure function.

#include <string>
#include <string_view>

namespace telemetryflow::prometheus {

/// "ms" is "milliseconds" and "By/s" "bytes_per_second"; what is in braces is left out, and other units are themselves
/// as far as a name may have them. Empty for none, which "1" is.
[[nodiscard]] std::string unit_words(std::string_view unit);

}  // namespace telemetryflow::prometheus
