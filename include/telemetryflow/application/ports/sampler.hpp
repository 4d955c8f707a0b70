#pragma once

// Decides which spans are recorded, in the place of the samplers that come with the SDK (SamplerConfig). Belongs to its
// client; called on the threads that start spans, several at a time, and holds them up. When it throws, the span is
// dropped and the failure counted. Follows the OpenTelemetry trace SDK, "Sampler".

#include "telemetryflow/application/ports/sampling_parameters.hpp"
#include "telemetryflow/application/ports/sampling_result.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

class TELEMETRYFLOW_EXPORT Sampler {
public:
    Sampler() = default;
    Sampler(const Sampler&) = delete;
    Sampler& operator=(const Sampler&) = delete;
    virtual ~Sampler() = default;

    /// Decides about one span, with a parent or without.
    [[nodiscard]] virtual SamplingResult should_sample(const SamplingParameters& parameters) = 0;
};

}  // namespace telemetryflow
