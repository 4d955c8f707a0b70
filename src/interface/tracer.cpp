#include "telemetryflow/tracer.hpp"

#include <utility>

#include "hot/span_recorder.hpp"
#include "hot/span_start.hpp"
#include "interface/in_words.hpp"

namespace telemetryflow {

Tracer::Tracer(hot::EngineRef engine, const hot::Scope& scope) noexcept : engine_(std::move(engine)), scope_(&scope) {}

[[gnu::flatten]] Span Tracer::span(std::string_view name, SpanKind kind, Attributes attributes) const noexcept {
    return Span(hot::start_current_span(*engine_, name, kind, in_words(attributes), nullptr, 0, scope_->id));
}

Span Tracer::span(const StartScopedSpanCommand& command) const noexcept {
    return Span(hot::start_current_span(*engine_, command.name, command.kind, command.attributes, command.parent.get(),
                                        command.start_unix_nano, scope_->id, command.links));
}

[[gnu::flatten]] Span Tracer::start_span(const StartScopedSpanCommand& command) const noexcept {
    return Span(hot::start_lent_span(*engine_, command.name, command.kind, command.attributes, command.parent.get(),
                                     command.start_unix_nano, scope_->id, command.links));
}

bool Tracer::enabled() const noexcept {
    return engine_->may_record(SignalType::Traces, *scope_);
}

Context Tracer::current_context() const noexcept {
    return hot::current_context(*engine_);
}

ContextGuard Tracer::attach(const Context& context) const {
    return ContextGuard(engine_, context);
}

}  // namespace telemetryflow
