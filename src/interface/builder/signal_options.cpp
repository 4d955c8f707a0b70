#include <utility>

#include "telemetryflow/builder.hpp"

#include "interface/builder/builder_state.hpp"

namespace telemetryflow {

TelemetryFlowBuilder& TelemetryFlowBuilder::with_self_telemetry(bool enabled) {
    state_->set(ConfigOption::SelfTelemetry, &TelemetryConfig::self_telemetry, enabled);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_signals(Signals signals) {
    state_->set(ConfigOption::EnableMetrics, &TelemetryConfig::enable_metrics, signals.metrics);
    state_->set(ConfigOption::EnableLogs, &TelemetryConfig::enable_logs, signals.logs);
    state_->set(ConfigOption::EnableTraces, &TelemetryConfig::enable_traces, signals.traces);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_metrics_only() {
    return with_signals({.metrics = true, .logs = false, .traces = false});
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_logs_only() {
    return with_signals({.metrics = false, .logs = true, .traces = false});
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_traces_only() {
    return with_signals({.metrics = false, .logs = false, .traces = true});
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_sampler(SamplerConfig sampler) {
    state_->set(ConfigOption::Sampler, &TelemetryConfig::sampler, sampler);
    state_->draft.settled.add(ConfigOption::SamplerRatio);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_sampler(std::unique_ptr<Sampler> sampler) {
    state_->sampler_given = sampler != nullptr;
    state_->sampler = std::move(sampler);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_span_processor(std::unique_ptr<SpanProcessor> processor) {
    if (processor == nullptr) return *this;
    state_->processors_given = true;
    state_->span_processors.push_back(std::move(processor));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_log_record_processor(std::unique_ptr<LogRecordProcessor> processor) {
    if (processor == nullptr) return *this;
    state_->processors_given = true;
    state_->log_processors.push_back(std::move(processor));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_scope_rule(ScopeRule rule) {
    state_->draft.config.scope_rules.push_back(std::move(rule));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_propagators(std::vector<Propagator> propagators) {
    state_->set(ConfigOption::Propagators, &TelemetryConfig::propagators, std::move(propagators));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_temporality(Temporality temporality) {
    state_->set(ConfigOption::Temporality, &TelemetryConfig::temporality, temporality);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_histogram_boundaries(std::vector<double> boundaries) {
    state_->set(ConfigOption::HistogramBoundaries, &TelemetryConfig::histogram_boundaries, std::move(boundaries));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_histogram_aggregation(HistogramAggregation aggregation) {
    state_->set(ConfigOption::HistogramAggregation, &TelemetryConfig::histogram_aggregation, aggregation);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_exemplar_filter(ExemplarFilter filter) {
    state_->set(ConfigOption::ExemplarFilter, &TelemetryConfig::exemplar_filter, filter);
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_view(View view) {
    state_->draft.config.views.push_back(std::move(view));
    return *this;
}

TelemetryFlowBuilder& TelemetryFlowBuilder::with_limits(RecordLimits limits) {
    state_->set(ConfigOption::AttributeCountLimit, &TelemetryConfig::attribute_count_limit, limits.attribute_count);
    state_->set(ConfigOption::AttributeValueLengthLimit, &TelemetryConfig::attribute_value_length_limit,
                limits.attribute_value_length);
    state_->set(ConfigOption::EventCountLimit, &TelemetryConfig::event_count_limit, limits.event_count);
    state_->set(ConfigOption::LinkCountLimit, &TelemetryConfig::link_count_limit, limits.link_count);
    state_->set(ConfigOption::EventAttributeCountLimit, &TelemetryConfig::event_attribute_count_limit,
                limits.event_attribute_count);
    state_->set(ConfigOption::LinkAttributeCountLimit, &TelemetryConfig::link_attribute_count_limit,
                limits.link_attribute_count);
    state_->set(ConfigOption::NameLengthLimit, &TelemetryConfig::name_length_limit, limits.name_length);
    state_->set(ConfigOption::BodyLengthLimit, &TelemetryConfig::body_length_limit, limits.body_length);
    return *this;
}

}  // namespace telemetryflow
