#pragma once

// What a context of the OpenTelemetry API and one of the SDK have in common, the span and the baggage, from one to the
// other. Free functions; any thread.

#include <string>
#include <string_view>

#include <opentelemetry/baggage/baggage_context.h>
#include <opentelemetry/context/context.h>
#include <opentelemetry/trace/context.h>
#include <opentelemetry/trace/default_span.h>

#include "telemetryflow/bridge/convert.hpp"
#include "telemetryflow/bridge/exact_cast.hpp"
#include "telemetryflow/bridge/span.hpp"
#include "telemetryflow/domain/context.hpp"

namespace telemetryflow::bridge {

/// Not valid where the context has no span.
[[nodiscard]] inline SpanContext span_context_of(const opentelemetry::context::Context& context) noexcept {
    namespace nostd = opentelemetry::nostd;
    const auto value = context.GetValue(opentelemetry::trace::kSpanKey);
    const auto* span = nostd::get_if<nostd::shared_ptr<opentelemetry::trace::Span>>(&value);
    if (span == nullptr || *span == nullptr) return {};
    if (const auto* own = exact_cast<const Span>(span->get())) return own->context();
    return to_span_context((*span)->GetContext());
}

[[nodiscard]] inline Context to_context(const opentelemetry::context::Context& context) {
    namespace nostd = opentelemetry::nostd;
    Context converted(span_context_of(context));
    const auto value = context.GetValue(opentelemetry::baggage::kBaggageHeader);
    const auto* baggage = nostd::get_if<nostd::shared_ptr<opentelemetry::baggage::Baggage>>(&value);
    if (baggage != nullptr && *baggage != nullptr) converted.baggage = Baggage::from_header((*baggage)->ToHeader());
    return converted;
}

/// `base` with what `context` has.
[[nodiscard]] inline opentelemetry::context::Context with_values(const opentelemetry::context::Context& base,
                                                                 const Context& context) {
    namespace nostd = opentelemetry::nostd;
    const nostd::shared_ptr<opentelemetry::trace::Span> span(
        new opentelemetry::trace::DefaultSpan(from_span_context(context)));
    opentelemetry::context::Context changed =
        opentelemetry::context::Context(base).SetValue(opentelemetry::trace::kSpanKey, span);
    const std::string_view header = context.baggage.to_header();
    if (header.empty()) return changed;
    return opentelemetry::baggage::SetBaggage(
        changed, opentelemetry::baggage::Baggage::FromHeader(nostd::string_view(header.data(), header.size())));
}

}  // namespace telemetryflow::bridge
