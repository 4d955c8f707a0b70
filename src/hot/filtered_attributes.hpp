#pragma once

// The attributes of a measurement that its series lacks (OpenTelemetry metrics SDK, "Exemplar").

#include <string>

#include "telemetryflow/domain/attributes.hpp"

#include "hot/edit_counts.hpp"
#include "hot/recording_limits.hpp"

namespace telemetryflow::hot {

struct Series;

/// Encoded as an exemplar's field; empty where `series` has all of them. Throws std::bad_alloc.
[[nodiscard]] std::string filtered_attributes(const Series& series, Attributes attributes,
                                              const RecordingLimits& limits, EditCounts& edits);

}  // namespace telemetryflow::hot
