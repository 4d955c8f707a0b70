#pragma once

// Decides whether a new span is recorded. A value, used from every thread. Follows the OpenTelemetry trace SDK,
// "Sampling"; the ratio compares the trace id's 56 random bits (W3C Trace Context level 2) with a threshold, so that
// every service with the same ratio keeps the same traces.

#include <cmath>
#include <cstdint>
#include <cstring>

#include "telemetryflow/domain/sampler_config.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow::hot {

class Sampler {
public:
    Sampler() noexcept = default;
    explicit Sampler(const SamplerConfig& config) noexcept
        : parent_based_(config.parent_based), rejected_below_(threshold(config)) {}

    [[nodiscard]] bool should_sample(const SpanContext& parent, const TraceId& trace_id) const noexcept {
        if (parent_based_ && parent.is_valid()) return parent.is_sampled();
        if (rejected_below_ == 0) return true;
        std::uint64_t word = 0;
        std::memcpy(&word, trace_id.bytes.data() + 8, sizeof(word));
        return (__builtin_bswap64(word) & (kRange - 1)) >= rejected_below_;
    }

private:
    static constexpr std::uint64_t kRange = std::uint64_t{1} << 56U;

    static std::uint64_t threshold(const SamplerConfig& config) noexcept {
        switch (config.kind) {
            case SamplerConfig::Kind::AlwaysOn: return 0;
            case SamplerConfig::Kind::AlwaysOff: return kRange;
            case SamplerConfig::Kind::TraceIdRatio: break;
        }
        return static_cast<std::uint64_t>(std::llround((1.0 - config.ratio) * static_cast<double>(kRange)));
    }

    bool parent_based_ = true;
    std::uint64_t rejected_below_ = 0;
};

}  // namespace telemetryflow::hot
