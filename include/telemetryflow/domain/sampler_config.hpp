#pragma once

// Which traces are recorded (OpenTelemetry trace SDK, "Sampling"). A value; safe to use from any thread.

#include <cstdint>
#include <optional>
#include <string_view>

#include "telemetryflow/export.hpp"

namespace telemetryflow {

struct SamplerConfig {
    enum class Kind : std::uint8_t { AlwaysOn, AlwaysOff, TraceIdRatio };

    /// What decides for spans with one kind of parent.
    struct Delegate {
        Kind kind = Kind::AlwaysOn;
        double ratio = 1.0;

        friend bool operator==(const Delegate&, const Delegate&) = default;
    };

    Kind kind = Kind::AlwaysOn;
    /// The sampled share of traces for TraceIdRatio, 0 to 1, kept with the precision that travels in the tracestate:
    /// four hexadecimal digits ("TraceState: Probability Sampling").
    double ratio = 1.0;
    /// Whether the sampler decides for root spans only, and the delegates below for the others.
    bool parent_based = true;

    // By default a span does what its parent does.
    Delegate remote_parent_sampled{Kind::AlwaysOn};
    Delegate remote_parent_not_sampled{Kind::AlwaysOff};
    Delegate local_parent_sampled{Kind::AlwaysOn};
    Delegate local_parent_not_sampled{Kind::AlwaysOff};

    friend bool operator==(const SamplerConfig&, const SamplerConfig&) = default;
};

/// Returns OpenTelemetry's name of the sampler, for example "parentbased_traceidratio".
[[nodiscard]] TELEMETRYFLOW_EXPORT std::string_view to_string(const SamplerConfig& sampler) noexcept;

/// Reads always_on, always_off, traceidratio, or one of them after "parentbased_", in any case (OpenTelemetry,
/// OTEL_TRACES_SAMPLER); the ratio is 1. Nothing for anything else.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::optional<SamplerConfig> sampler_from_string(std::string_view text) noexcept;

}  // namespace telemetryflow
