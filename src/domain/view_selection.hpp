#pragma once

// Which instruments a view selects (OpenTelemetry metrics SDK, "Instrument selection criteria"). Free functions without
// state; callable from any thread.

#include <string_view>

#include "telemetryflow/domain/view.hpp"

namespace telemetryflow {

/// What a selector looks at.
struct ViewCandidate {
    ViewInstrument type = ViewInstrument::Counter;
    std::string_view name{};
    std::string_view unit{};
    std::string_view meter_name{};
    std::string_view meter_version{};
    std::string_view meter_schema_url{};
};

[[nodiscard]] bool selects(const View& view, const ViewCandidate& candidate) noexcept;

/// Whether the aggregation makes sense for the instrument; where it does not, the instrument's own is used.
[[nodiscard]] bool is_compatible(ViewAggregation aggregation, ViewInstrument type) noexcept;

}  // namespace telemetryflow
