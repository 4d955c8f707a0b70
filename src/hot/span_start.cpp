#include "hot/span_start.hpp"

#include <utility>
#include <vector>

#include "hot/span_processing.hpp"
#include "hot/span_recorder.hpp"

namespace telemetryflow::hot {
namespace {

SamplingDecision ask(Engine& engine, SpanContext& context, const SpanRequest& request,
                     std::vector<Attribute>& attributes) noexcept try {
    const Scope& scope = engine.scopes.at(request.scope);
    SamplingResult result = engine.options.ports.sampler->should_sample(
        {.parent = request.parent,
         .trace_id = context.trace_id,
         .name = request.name,
         .kind = request.kind,
         .attributes = request.attributes,
         .links = request.links,
         .scope = {.name = scope.name, .version = scope.version, .schema_url = scope.schema_url}});
    if (result.trace_state) context.trace_state = std::move(*result.trace_state);
    attributes = std::move(result.attributes);
    return result.decision;
} catch (...) {
    engine.count_port_failure();
    return SamplingDecision::Drop;
}

SamplingDecision decide(Engine& engine, SpanContext& context, const SpanRequest& request,
                        std::vector<Attribute>& attributes) noexcept {
    if (engine.options.ports.sampler != nullptr) return ask(engine, context, request, attributes);
    return engine.sampler.decide(request.parent, context) ? SamplingDecision::RecordAndSample : SamplingDecision::Drop;
}

}  // namespace

void begin_chosen(SpanState& state, Engine& engine, const SpanRequest& request) noexcept {
    SpanContext& context = state.context;
    context.is_remote = false;
    state.is_noop = false;
    state.recording = false;
    if (!engine.enabled(SignalType::Traces)) return;
    if (!engine.scopes.at(request.scope).may_record(SignalType::Traces)) {
        // As if nobody had started it: what is current stays what it is.
        context = request.parent;
        state.is_noop = true;
        return;
    }
    std::vector<Attribute> of_sampler;
    const SamplingDecision decision = decide(engine, context, request, of_sampler);
    if (decision == SamplingDecision::Drop) return;
    if (decision == SamplingDecision::RecordAndSample) context.trace_flags |= SpanContext::kSampledFlag;
    state.recording = true;
    state.start_time = request.start_time;
    state.scope = request.scope;
    start_recording(state, engine, request.parent, request.name, request.kind, request.attributes);
    for (const Attribute& attribute : of_sampler)
        set_attribute(engine, state, attribute);
    add_links(engine, state, request.links);
    if (state.recording) process_start(engine, state, request.parent);
}

}  // namespace telemetryflow::hot
