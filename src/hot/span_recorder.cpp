#include "hot/span_recorder.hpp"

#include <algorithm>
#include <exception>

#include "hot/span_encoder.hpp"
#include "hot/span_processing.hpp"
#include "hot/span_start.hpp"
#include "hot/staging.hpp"
#include "process/fork_watch.hpp"

namespace telemetryflow::hot {
namespace {

// Any number can be cast into an enumeration; the encoder counts on one byte.
bool is_known(SpanKind kind) noexcept {
    return kind >= SpanKind::Internal && kind <= SpanKind::Consumer;
}

std::uint64_t event_time(const Engine& engine, const SpanState& state, std::uint64_t given) noexcept {
    return given != 0 ? given : engine.clock.since(state.started);
}

void free_state(ThreadRecorder* recorder, SpanState* state) noexcept {
    if (recorder != nullptr) [[likely]] {
        recorder->spans.release(state);
    } else {
        delete state;
    }
}

// Takes the span off the stack it is on; false when its own thread has to free it later.
bool leave_stack(ThreadRecorder* recorder, SpanState& state) noexcept {
    if (state.stack_owner == 0) return true;
    if (recorder != nullptr && recorder->serial == state.stack_owner) [[likely]] {
        recorder->remove(state);
        return true;
    }
    if (state.place.exchange(ContextNode::Place::EndedOnStack, std::memory_order_acq_rel) !=
        ContextNode::Place::OffStack) {
        return false;
    }
    state.stack_owner = 0;
    return true;
}

// A span with events, links or a status, or one that is too large.
[[gnu::noinline]] void stage_complete(SpanState& state, Engine& engine, ThreadRecorder& recorder,
                                      std::uint64_t end_time) noexcept {
    SpanEncoder encoder(state, end_time);
    encoder.shrink_to(engine.options.max_record_bytes, recorder.edits);
    recorder.stage(
        SignalType::Traces, encoder.size(), [&](char* at) { encoder.write(at); }, state.scope);
}

[[gnu::always_inline]] inline void stage_span(SpanState& state, Engine& engine, ThreadRecorder& recorder,
                                              std::uint64_t end_time) noexcept {
    const std::size_t size = plain_span_size(state);
    if (state.has_tail() || size > engine.options.max_record_bytes) [[unlikely]]
        return stage_complete(state, engine, recorder, end_time);
    const auto write = [&state, end_time](char* at) { put_plain_span(at, state, end_time); };
    recorder.stage(SignalType::Traces, size, write, state.scope);
}

// In nanoseconds since the Unix epoch, and not before the start.
std::uint64_t end_of(const SpanState& state, const Engine& engine, std::uint64_t given) noexcept {
    return std::max(given != 0 ? given : engine.clock.since(state.started), state.start_time);
}

// For a client that does more with a span than to stage it.
[[gnu::noinline]] void report_watched(SpanState& state, Engine& engine, ThreadRecorder& recorder,
                                      std::uint64_t end_time) noexcept {
    // Before the span is staged: a kill between the two must not tell a span that has ended as an unfinished one.
    if (engine.open_span_table) engine.open_span_table->forget(state);
    if (!engine.admits(SignalType::Traces)) return;
    const std::uint64_t end = end_of(state, engine, end_time);
    process_end(engine, state, end);
    // One that is not sampled was recorded for the processors alone.
    if (state.context.is_sampled()) stage_span(state, engine, recorder, end);
}

// Stages a span that records.
[[gnu::noinline, gnu::flatten]] void report(SpanState& state, Engine& engine, ThreadRecorder& recorder,
                                            std::uint64_t end_time) noexcept {
    // In a forked child the copy of a span that the parent started is the parent's to report.
    if (state.fork_generation != process::fork_watch::generation()) return;
    bump(recorder.spans_ended);
    if (engine.watches_spans) [[unlikely]]
        return report_watched(state, engine, recorder, end_time);
    if (!engine.admits(SignalType::Traces)) return;
    stage_span(state, engine, recorder, end_of(state, engine, end_time));
}

void finish(Engine& engine, ThreadRecorder* recorder, SpanState* state, std::uint64_t end_time) noexcept {
    if (state->recording && recorder != nullptr) report(*state, engine, *recorder, end_time);
    if (leave_stack(recorder, *state)) free_state(recorder, state);
}

// The thread whose span it was ends it, and no exception is on its way: what most ends are.
bool ends_plainly(const SpanState& state) noexcept {
    return state.lender == t_view.recorder && state.lender->exceptions.get() <= state.exceptions_at_start;
}

[[gnu::noinline]] void leave_scope_slowly(SpanState* state) noexcept {
    if (static_cast<unsigned>(std::uncaught_exceptions()) > state->exceptions_at_start) {
        Engine& engine = *state->lender->engine;
        // During unwinding the language does not tell which exception it is; record_exception() or with_span() do.
        add_event(engine, *state, "exception", {{"exception.escaped", true}}, 0);
        set_status(engine, *state, SpanStatus::Error, "an exception left the span's scope");
    }
    end_current_span(state, 0);
}

}  // namespace

[[gnu::flatten]] void start_recording(SpanState& state, Engine& engine, const SpanContext& parent,
                                      std::string_view name, SpanKind kind, Attributes attributes) noexcept {
    ThreadRecorder& recorder = *t_view.recorder;
    state.parent_is_remote = state.has_parent && parent.is_remote;
    state.fork_generation = process::fork_watch::generation();
    state.started = engine.clock.read();
    if (state.start_time == 0) state.start_time = state.started.unix_nano;
    AttributeEncoder encoder(engine.options.limits, recorder.edits);
    if (!is_known(kind)) kind = SpanKind::Internal;
    if (!write_head(state, name, kind, parent.span_id, attributes, encoder, engine.options.limits.name_length))
        [[unlikely]] {
        // What does not fit in memory is missing from the trace; the span itself goes on as a context.
        engine.drop_unrecorded(SignalType::Traces, DropReason::OutOfMemory);
        state.recording = false;
        return;
    }
    if (engine.watches_spans && engine.open_span_table && state.context.is_sampled()) [[unlikely]]
        engine.open_span_table->note(state);
    bump(recorder.spans_started);
}

[[gnu::flatten]] SpanState* start_span(Engine& engine, std::string_view name, SpanKind kind, Attributes attributes,
                                       const SpanContext* parent, std::uint64_t start_time, std::uint16_t scope,
                                       std::span<const SpanLink> links) noexcept {
    if (!engine.admits(SignalType::Traces)) return nullptr;
    SpanState* state = begin_span(engine, engine.recorder(), name, kind, attributes, parent, start_time, scope, links);
    if (state != nullptr) state->lender = nullptr;
    return state;
}

void take_off_stack(SpanState& state) noexcept {
    ThreadRecorder* recorder = state.lender->engine->recorder();
    if (recorder != nullptr && recorder->serial == state.stack_owner) recorder->remove(state);
}

void end_span(Engine& engine, SpanState* state, std::uint64_t end_time) noexcept {
    finish(engine, engine.recorder(), state, end_time);
}

void end_current_span(SpanState* state, std::uint64_t end_time) noexcept {
    ThreadRecorder* const lender = state->lender;
    const bool own = lender == t_view.recorder;
    end_span(*lender->engine, state, end_time);
    if (own) {
        lender->give_back();
    } else {
        lender->give_back_elsewhere();
    }
}

[[gnu::flatten]] void leave_scope(SpanState* state) noexcept {
    if (!ends_plainly(*state)) [[unlikely]]
        return leave_scope_slowly(state);
    ThreadRecorder* const lender = state->lender;
    finish(*lender->engine, lender, state, 0);
    lender->give_back();
}

void discard_span(Engine& engine, SpanState* state, DropReason reason) noexcept {
    if (state->recording) {
        if (ThreadRecorder* recorder = engine.recorder()) {
            bump(recorder->created[static_cast<std::size_t>(SignalType::Traces)]);
            bump(recorder->spans_ended);
        }
        if (engine.open_span_table && state->fork_generation == process::fork_watch::generation())
            engine.open_span_table->forget(*state);
        engine.drops.add(SignalType::Traces, reason);
    }
    ThreadRecorder* recorder = engine.recorder();
    if (leave_stack(recorder, *state)) free_state(recorder, state);
}

void set_attribute(Engine& engine, SpanState& state, const Attribute& attribute) noexcept {
    ThreadRecorder* recorder = state.recording ? engine.recorder() : nullptr;
    if (recorder == nullptr) return;
    AttributeEncoder encoder(engine.options.limits, recorder->edits);
    if (!encoder.append(state.head, span_field::kAttributes, attribute, state.attribute_progress,
                        state.attributes_at)) {
        ++state.attribute_progress.dropped;
        bump(recorder->edits.dropped_attributes);
    }
}

void add_event(Engine& engine, SpanState& state, std::string_view name, Attributes attributes,
               std::uint64_t time) noexcept {
    ThreadRecorder* recorder = state.recording ? engine.recorder() : nullptr;
    if (recorder == nullptr) return;
    AttributeEncoder encoder(engine.options.event_limits, recorder->edits);
    if (state.event_count >= engine.options.limits.event_count ||
        !append_event(state.events, name, attributes, event_time(engine, state, time), encoder,
                      engine.options.limits.name_length)) {
        ++state.dropped_events;
        bump(recorder->edits.dropped_events);
        return;
    }
    ++state.event_count;
}

void add_link(Engine& engine, SpanState& state, const SpanContext& context, Attributes attributes) noexcept {
    ThreadRecorder* recorder = state.recording ? engine.recorder() : nullptr;
    if (recorder == nullptr) return;
    // One without ids says nothing but by these (OpenTelemetry trace API, "Link").
    if (!context.is_valid() && attributes.empty() && context.trace_state.empty()) return;
    AttributeEncoder encoder(engine.options.link_limits, recorder->edits);
    if (state.link_count >= engine.options.limits.link_count ||
        !append_link(state.links, context, attributes, encoder)) {
        ++state.dropped_links;
        bump(recorder->edits.dropped_links);
        return;
    }
    ++state.link_count;
}

void add_links(Engine& engine, SpanState& state, std::span<const SpanLink> links) noexcept {
    for (const SpanLink& link : links)
        add_link(engine, state, link.context, link.attributes);
}

void set_status(Engine& engine, SpanState& state, SpanStatus status, std::string_view message) noexcept {
    ThreadRecorder* recorder = state.recording ? engine.recorder() : nullptr;
    if (recorder == nullptr || state.status == SpanStatus::Ok) return;
    if (status != SpanStatus::Ok && status != SpanStatus::Error) return;
    state.status = status;
    state.status_message.clear();
    if (status != SpanStatus::Error || message.empty()) return;
    AttributeEncoder encoder(engine.options.limits, recorder->edits);
    if (!encoder.append_text(state.status_message, span_field::kStatusMessage, message,
                             engine.options.limits.attribute_value_length)) {
        state.status_message.clear();
    }
}

void update_name(Engine& engine, SpanState& state, std::string_view name) noexcept {
    ThreadRecorder* recorder = state.recording ? engine.recorder() : nullptr;
    if (recorder == nullptr) return;
    AttributeEncoder encoder(engine.options.limits, recorder->edits);
    // When memory is refused the span keeps the name that it has.
    static_cast<void>(rename(state, name, encoder, engine.options.limits.name_length));
}

void record_exception(Engine& engine, SpanState& state, std::string_view type, std::string_view message) noexcept {
    add_event(engine, state, "exception", {{"exception.type", type}, {"exception.message", message}}, 0);
}

Context current_context(Engine& engine) noexcept {
    ThreadRecorder* recorder = engine.recorder();
    const ContextNode* node = recorder != nullptr ? recorder->current() : nullptr;
    if (node == nullptr) return {};
    Context context(node->context);
    while (node != nullptr && !node->is_attached)
        node = node->previous;
    if (node != nullptr) {
        context.baggage = node->baggage;
        context.b3_debug = node->b3_debug;
    }
    return context;
}

SpanState* attach_context(Engine& engine, const Context& context) noexcept {
    ThreadRecorder* recorder = engine.recorder();
    SpanState* node = recorder != nullptr ? recorder->spans.acquire() : nullptr;
    if (node == nullptr) return nullptr;
    node->context = context;
    node->baggage = context.baggage;
    node->b3_debug = context.b3_debug;
    node->is_attached = true;
    node->recording = false;
    recorder->push(*node);
    return node;
}

void detach_context(Engine& engine, SpanState* node) noexcept {
    ThreadRecorder* recorder = engine.recorder();
    if (leave_stack(recorder, *node)) free_state(recorder, node);
}

}  // namespace telemetryflow::hot
