#include "telemetryflow/tracer.hpp"

#include <utility>

#include "hot/span_recorder.hpp"
#include "hot/span_start.hpp"
#include "interface/in_words.hpp"

namespace telemetryflow {
namespace {

void add_links(hot::Engine& engine, hot::SpanState* state, std::span<const SpanLink> links) noexcept {
    if (state == nullptr) return;
    for (const SpanLink& link : links)
        hot::add_link(engine, *state, link.context, link.attributes);
}

}  // namespace

Tracer::Tracer(hot::EngineRef engine, const hot::Scope& scope) noexcept : engine_(std::move(engine)), scope_(&scope) {}

[[gnu::flatten]] Span Tracer::span(std::string_view name, SpanKind kind, Attributes attributes) const noexcept {
    return Span(hot::start_current_span(*engine_, name, kind, in_words(attributes), nullptr, 0, scope_->id));
}

Span Tracer::span(const StartScopedSpanCommand& command) const noexcept {
    hot::SpanState* state = hot::start_current_span(*engine_, command.name, command.kind, command.attributes,
                                                    command.parent.get(), command.start_unix_nano, scope_->id);
    add_links(*engine_, state, command.links);
    return Span(state);
}

[[gnu::flatten]] Span Tracer::start_span(const StartScopedSpanCommand& command) const noexcept {
    hot::SpanState* state = hot::start_lent_span(*engine_, command.name, command.kind, command.attributes,
                                                 command.parent.get(), command.start_unix_nano, scope_->id);
    add_links(*engine_, state, command.links);
    return Span(state);
}

Context Tracer::current_context() const noexcept {
    return hot::current_context(*engine_);
}

ContextGuard Tracer::attach(const Context& context) const {
    return ContextGuard(engine_, context);
}

}  // namespace telemetryflow
