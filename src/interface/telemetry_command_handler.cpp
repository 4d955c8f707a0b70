#include "telemetryflow/telemetry_command_handler.hpp"

#include <algorithm>
#include <chrono>

#include "hot/log_recorder.hpp"
#include "hot/metric_recorder.hpp"
#include "hot/span_recorder.hpp"
#include "hot/span_start.hpp"
#include "interface/client_core.hpp"
#include "interface/emit_record.hpp"
#include "interface/in_words.hpp"

namespace telemetryflow {
namespace {

using hot::InstrumentKind;
using hot::SeriesKey;

// An instrument without a name cannot be told from others on the wire.
bool is_named(hot::Engine& engine, std::string_view name) noexcept {
    if (!name.empty()) [[likely]]
        return true;
    engine.drops.add(SignalType::Metrics, hot::DropReason::InvalidValue);
    return false;
}

// Who wants to wait for ever may say so with a number that nanoseconds cannot hold.
std::chrono::milliseconds bounded(std::chrono::milliseconds timeout) noexcept {
    constexpr std::chrono::hours kLongest{24 * 365};
    return std::min<std::chrono::milliseconds>(timeout, kLongest);
}

template <class Command>
SeriesKey key_of(InstrumentKind kind, const Command& command) noexcept {
    return {.kind = kind,
            .name = in_words(command.name),
            .unit = in_words(command.unit),
            .attributes = in_words(command.attributes)};
}

// Takes a span that was started by hand, or null; gives the id that ends it.
SpanId keep_open(hot::Engine& engine, hot::SpanState* state) noexcept {
    if (state == nullptr) return {};
    if (state->is_noop) [[unlikely]] {
        // Its id is its parent's.
        hot::discard_span(engine, state, hot::DropReason::TooManyOpenSpans);
        return {};
    }
    const SpanId id = state->context.span_id;
    if (engine.open_spans.insert(id, state)) return id;
    hot::discard_span(engine, state, hot::DropReason::TooManyOpenSpans);
    return {};
}

}  // namespace

void TelemetryCommandHandler::handle(const InitializeSDKCommand&) {
    core_.initialize();
}

FlushResult TelemetryCommandHandler::handle(const ShutdownSDKCommand& command) {
    return core_.shutdown(bounded(command.timeout));
}

FlushResult TelemetryCommandHandler::handle(const FlushTelemetryCommand& command) {
    return core_.flush(bounded(command.timeout));
}

void TelemetryCommandHandler::handle(const RecordMetricCommand& command) {
    hot::Engine& engine = core_.engine();
    if (!is_named(engine, command.name)) return;
    hot::set(engine, key_of(InstrumentKind::Gauge, command), command.value);
}

void TelemetryCommandHandler::handle(const RecordCounterCommand& command) {
    hot::Engine& engine = core_.engine();
    if (!is_named(engine, command.name)) return;
    const SeriesKey key = key_of(InstrumentKind::Counter, command);
    if (command.value.is_double()) {
        hot::add(engine, key, command.value.as_double());
    } else {
        hot::add(engine, key, command.value.as_int64());
    }
}

void TelemetryCommandHandler::handle(const RecordGaugeCommand& command) {
    hot::Engine& engine = core_.engine();
    if (!is_named(engine, command.name)) return;
    hot::set(engine, key_of(InstrumentKind::Gauge, command), command.value.to_double());
}

void TelemetryCommandHandler::handle(const RecordHistogramCommand& command) {
    hot::Engine& engine = core_.engine();
    if (!is_named(engine, command.name)) return;
    hot::record(engine, key_of(InstrumentKind::Histogram, command), command.value);
}

void TelemetryCommandHandler::handle(const EmitLogCommand& command) {
    emit_record(core_.engine(), command);
    if (command.severity >= SeverityLevel::Fatal) [[unlikely]]
        core_.engine().wait_where_fatal_waits();
}

void TelemetryCommandHandler::emit_log(std::string_view message, SeverityLevel severity, Attributes attributes) {
    hot::Engine& engine = core_.engine();
    hot::emit_log(engine, message, severity, attributes, 0, nullptr);
    if (severity >= SeverityLevel::Fatal) [[unlikely]]
        engine.wait_where_fatal_waits();
}

void TelemetryCommandHandler::handle(const EmitBatchLogsCommand& command) {
    for (const EmitLogCommand& log : command.logs)
        handle(log);
}

SpanId TelemetryCommandHandler::handle(const StartSpanCommand& command) {
    hot::Engine& engine = core_.engine();
    SpanContext parent;
    const SpanContext* chosen = command.parent.get();
    if (chosen == nullptr && command.parent_span_id.is_valid() &&
        engine.open_spans.with(command.parent_span_id, [&](hot::SpanState& state) { parent = state.context; })) {
        chosen = &parent;
    }
    return keep_open(engine, hot::start_span(engine, command.name, command.kind, command.attributes, chosen,
                                             command.start_unix_nano, hot::Scope::kOwn, command.links));
}

SpanId TelemetryCommandHandler::start_span(std::string_view name, SpanKind kind, Attributes attributes) {
    hot::Engine& engine = core_.engine();
    return keep_open(engine, hot::start_span(engine, name, kind, attributes));
}

Span TelemetryCommandHandler::handle(const StartScopedSpanCommand& command) {
    hot::Engine& engine = core_.engine();
    return Span(hot::start_current_span(engine, command.name, command.kind, command.attributes, command.parent.get(),
                                        command.start_unix_nano, hot::Scope::kOwn, command.links));
}

Span TelemetryCommandHandler::start_scoped_span(std::string_view name, SpanKind kind, Attributes attributes) {
    return Span(hot::start_current_span(core_.engine(), name, kind, attributes, nullptr, 0));
}

void TelemetryCommandHandler::handle(const EndSpanCommand& command) {
    hot::Engine& engine = core_.engine();
    hot::SpanState* state = engine.open_spans.take(command.span_id);
    if (state == nullptr) return;
    if (command.error) {
        hot::record_exception(engine, *state, command.error->type, command.error->message);
        hot::set_status(engine, *state, SpanStatus::Error, command.error->message);
    }
    hot::end_span(engine, state, command.end_unix_nano);
}

void TelemetryCommandHandler::handle(const AddSpanEventCommand& command) {
    hot::Engine& engine = core_.engine();
    engine.open_spans.with(command.span_id, [&](hot::SpanState& state) {
        hot::add_event(engine, state, command.name, command.attributes, command.timestamp_unix_nano);
    });
}

}  // namespace telemetryflow
