#pragma once

// Which traces are recorded (OpenTelemetry trace SDK, "Sampling"). A value; safe to use from any thread.

#include <cstdint>
#include <string_view>

namespace telemetryflow {

struct SamplerConfig {
    enum class Kind : std::uint8_t { AlwaysOn, AlwaysOff, TraceIdRatio };

    Kind kind = Kind::AlwaysOn;
    /// The sampled share of traces for TraceIdRatio, 0 to 1.
    double ratio = 1.0;
    /// Whether a span follows its parent's decision and the sampler decides for root spans only.
    bool parent_based = true;

    friend bool operator==(const SamplerConfig&, const SamplerConfig&) = default;
};

}  // namespace telemetryflow
