#pragma once

// The samplers that come with the SDK: whether a new span is recorded. Immutable, used from every thread. Follows the
// OpenTelemetry trace SDK, "Built-in samplers"; the ratio compares a trace's 56 bits of randomness with a threshold,
// which goes on in the tracestate, so that every service with the same ratio keeps the same traces
// (docs/adr/0015-the-ratio-sampler-is-consistent.md).

#include <array>
#include <cstdint>
#include <cstring>

#include "telemetryflow/domain/sampler_config.hpp"
#include "telemetryflow/domain/trace_context.hpp"

#include "domain/sampling_threshold.hpp"

namespace telemetryflow::hot {

class Sampler {
public:
    Sampler() noexcept : Sampler(SamplerConfig{}) {}
    explicit Sampler(const SamplerConfig& config) noexcept;

    /// Whether should_sample() decides for every span; decide() has to otherwise.
    [[nodiscard]] bool is_plain() const noexcept { return plain_; }

    /// The decision of a plain sampler, for a trace id of our own where there is no parent.
    [[nodiscard]] bool should_sample(const SpanContext& parent, const TraceId& trace_id) const noexcept {
        if (parent_based_ && parent.is_valid()) return parent.is_sampled();
        if (root_.rejected_below == 0) return true;
        std::uint64_t word = 0;
        std::memcpy(&word, trace_id.bytes.data() + 8, sizeof(word));
        return (__builtin_bswap64(word) & (sampling::kRange - 1)) >= root_.rejected_below;
    }
    /// The tracestate of a sampled span without a parent.
    [[nodiscard]] const TraceState& root_state() const noexcept { return root_state_; }
    /// What a span takes over of a parent's tracestate: not a threshold that is not true for it.
    [[nodiscard, gnu::noinline]] TraceState inherited(const SpanContext& parent) const noexcept;

    /// The decision of any sampler for a span with its trace id and what it inherited; changes its tracestate.
    [[nodiscard]] bool decide(const SpanContext& parent, SpanContext& span) const noexcept;

private:
    struct Rule {
        std::uint64_t rejected_below = 0;  // sampling::kRange: never sampled
        bool by_ratio = false;             // whether its threshold goes on in the tracestate
    };

    [[nodiscard]] static Rule rule_of(SamplerConfig::Kind kind, double ratio) noexcept;
    [[nodiscard]] static Rule rule_of(const SamplerConfig::Delegate& delegate) noexcept {
        return rule_of(delegate.kind, delegate.ratio);
    }

    bool parent_based_;
    bool plain_;
    Rule root_;
    // By whether the parent is remote, and whether it is sampled.
    std::array<std::array<Rule, 2>, 2> delegates_;
    TraceState root_state_;
};

}  // namespace telemetryflow::hot
