#include "infrastructure/propagation/trace_context_propagator.hpp"

#include "infrastructure/propagation/header_values.hpp"

namespace telemetryflow::propagation {
namespace {

constexpr std::string_view kTraceparent = "traceparent";
constexpr std::string_view kTracestate = "tracestate";

}  // namespace

void TraceContextPropagator::inject(const Context& context, TextMapSetter carrier) const {
    if (!context.is_valid()) return;
    const auto header = context.traceparent();
    carrier.set(kTraceparent, {header.data(), header.size()});
    if (!context.trace_state.empty()) carrier.set(kTracestate, context.trace_state.to_header());
}

void TraceContextPropagator::extract(Context& context, TextMapGetter carrier) const {
    auto found = parsed_single_value(carrier, kTraceparent, SpanContext::from_traceparent);
    if (!found) return;
    with_joined_values(carrier, kTracestate,
                       [&](std::string_view value) { found->trace_state = TraceState::from_header(value); });
    static_cast<SpanContext&>(context) = *found;
}

std::vector<std::string_view> TraceContextPropagator::fields() const {
    return {kTraceparent, kTracestate};
}

}  // namespace telemetryflow::propagation
