#pragma once

// A sampler's decision (OpenTelemetry trace SDK, "ShouldSample").

#include <optional>
#include <vector>

#include "telemetryflow/application/ports/sampling_decision.hpp"
#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/trace_state.hpp"

namespace telemetryflow {

struct SamplingResult {
    SamplingDecision decision = SamplingDecision::Drop;
    /// Added to a span that is recorded. What they view belongs to the sampler, and stays as it is while the calling
    /// thread starts this span.
    std::vector<Attribute> attributes{};
    /// In the place of the parent's; unset: the parent's stays.
    std::optional<TraceState> trace_state{};
};

}  // namespace telemetryflow
