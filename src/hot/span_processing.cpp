#include "hot/span_processing.hpp"

#include "hot/processing_guard.hpp"
#include "hot/span_recorder.hpp"
#include "hot/span_view.hpp"

namespace telemetryflow::hot {
namespace {

template <class Call>
void for_each_processor(Engine& engine, Call&& call) noexcept {
    for (const auto& processor : engine.options.ports.span_processors) {
        try {
            call(*processor);
        } catch (...) {
            engine.count_port_failure();
        }
    }
}

}  // namespace

void process_start(Engine& engine, SpanState& state, const SpanContext& parent) noexcept {
    ThreadRecorder* recorder = engine.recorder();
    if (recorder == nullptr || engine.options.ports.span_processors.empty()) return;
    const ProcessingGuard guard(*recorder);
    if (!guard.is_outermost()) return;
    const Context context(parent, current_context(engine).baggage);
    SpanView span(engine, state, 0);
    for_each_processor(engine, [&](SpanProcessor& processor) { processor.on_start(span, context); });
}

void process_end(Engine& engine, SpanState& state, std::uint64_t end_time) noexcept {
    ThreadRecorder* recorder = engine.recorder();
    if (recorder == nullptr || engine.options.ports.span_processors.empty()) return;
    const ProcessingGuard guard(*recorder);
    if (!guard.is_outermost()) return;
    SpanView ending(engine, state, end_time);
    for_each_processor(engine, [&](SpanProcessor& processor) { processor.on_ending(ending); });
    for_each_processor(engine, [&](SpanProcessor& processor) { processor.on_end(ending); });
}

}  // namespace telemetryflow::hot
