#include "hot/sampler.hpp"

#include <optional>

namespace telemetryflow::hot {

using sampling::kRange;

Sampler::Rule Sampler::rule_of(SamplerConfig::Kind kind, double ratio) noexcept {
    switch (kind) {
        case SamplerConfig::Kind::AlwaysOn: return {};
        case SamplerConfig::Kind::AlwaysOff: return {kRange, false};
        case SamplerConfig::Kind::TraceIdRatio: break;
    }
    // Never is no probability.
    return ratio > 0 ? Rule{sampling::threshold_of(ratio), true} : Rule{kRange, false};
}

Sampler::Sampler(const SamplerConfig& config) noexcept
    : parent_based_(config.parent_based),
      root_(rule_of(config.kind, config.ratio)),
      delegates_{{{rule_of(config.local_parent_not_sampled), rule_of(config.local_parent_sampled)},
                  {rule_of(config.remote_parent_not_sampled), rule_of(config.remote_parent_sampled)}}} {
    const SamplerConfig defaults;
    const bool follows_parent = config.remote_parent_sampled == defaults.remote_parent_sampled &&
                                config.remote_parent_not_sampled == defaults.remote_parent_not_sampled &&
                                config.local_parent_sampled == defaults.local_parent_sampled &&
                                config.local_parent_not_sampled == defaults.local_parent_not_sampled;
    plain_ = parent_based_ ? follows_parent : !root_.by_ratio;
    if (root_.by_ratio) root_state_ = sampling::with_threshold({}, root_.rejected_below);
}

TraceState Sampler::inherited(const SpanContext& parent) const noexcept {
    const std::optional<std::uint64_t> threshold = sampling::threshold_in(parent.trace_state);
    if (!threshold) return parent.trace_state;
    if (!parent_based_) {
        const bool on = root_.rejected_below == 0;
        return sampling::with_threshold(parent.trace_state, on ? std::optional<std::uint64_t>(0) : std::nullopt);
    }
    // This process's own are consistent.
    if (!parent.is_remote) return parent.trace_state;
    const bool kept = sampling::randomness_of(parent.trace_id, parent.trace_state) >= *threshold;
    return kept == parent.is_sampled() ? parent.trace_state
                                       : sampling::with_threshold(parent.trace_state, std::nullopt);
}

bool Sampler::decide(const SpanContext& parent, SpanContext& span) const noexcept {
    const bool follows = parent_based_ && parent.is_valid();
    const Rule& rule = follows ? delegates_[parent.is_remote ? 1 : 0][parent.is_sampled() ? 1 : 0] : root_;
    const bool sampled = sampling::randomness_of(span.trace_id, span.trace_state) >= rule.rejected_below;
    // A delegate that does as the parent did leaves the parent's threshold true.
    if (follows && !rule.by_ratio && sampled == parent.is_sampled()) return sampled;
    const bool known = rule.by_ratio || sampling::threshold_in(span.trace_state);
    if (!sampled) {
        span.trace_state = sampling::with_threshold(span.trace_state, std::nullopt);
    } else if (known) {
        span.trace_state = sampling::with_threshold(span.trace_state, rule.rejected_below);
    }
    return sampled;
}

}  // namespace telemetryflow::hot
