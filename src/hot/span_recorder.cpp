#include "hot/span_recorder.hpp"

#include <algorithm>

#include "hot/fork_watch.hpp"
#include "hot/span_encoder.hpp"
#include "hot/staging.hpp"

namespace telemetryflow::hot {
namespace {

constexpr SpanContext kNoContext{};

// Any number can be cast into an enumeration; the encoder counts on one byte.
bool is_known(SpanKind kind) noexcept {
    return kind >= SpanKind::Internal && kind <= SpanKind::Consumer;
}

std::uint64_t event_time(const SpanState& state, std::uint64_t given) noexcept {
    return given != 0 ? given : Clock::monotonic() + state.clock_offset;
}

void free_state(Engine& engine, SpanState* state) noexcept {
    if (ThreadRecorder* recorder = engine.recorder()) {
        recorder->spans.release(state);
    } else {
        delete state;
    }
}

// Takes the span off the stack it is on; false when its own thread has to free it later.
bool leave_stack(Engine& engine, SpanState& state) noexcept {
    if (state.stack_owner == 0) return true;
    ThreadRecorder* recorder = engine.recorder();
    if (recorder != nullptr && recorder->serial == state.stack_owner) {
        recorder->remove(state);
        return true;
    }
    return state.place.exchange(ContextNode::Place::EndedOnStack, std::memory_order_acq_rel) ==
           ContextNode::Place::OffStack;
}

}  // namespace

SpanState* start_span(Engine& engine, const SpanFields& fields) noexcept {
    if (!engine.admits(SignalType::Traces)) return nullptr;
    ThreadRecorder* recorder = engine.recorder();
    SpanState* state = recorder != nullptr ? recorder->spans.acquire() : nullptr;
    if (state == nullptr) [[unlikely]] {
        engine.drops.add(SignalType::Traces, DropReason::OutOfMemory);
        return nullptr;
    }
    const SpanContext* parent = fields.parent;
    if (parent == nullptr) {
        const ContextNode* current = recorder->current();
        parent = current != nullptr ? &current->context : &kNoContext;
    }
    const bool has_parent = parent->is_valid();
    const TraceId trace_id = has_parent ? parent->trace_id : recorder->ids.next_trace_id();
    const bool sampled = engine.enabled(SignalType::Traces) && engine.sampler.should_sample(*parent, trace_id);

    state->context = {.trace_id = trace_id,
                      .span_id = recorder->ids.next_span_id(),
                      .trace_flags = sampled ? SpanContext::kSampledFlag : std::uint8_t{0},
                      .is_remote = false};
    state->parent_span_id = has_parent ? parent->span_id : SpanId{};
    state->parent_is_remote = has_parent && parent->is_remote;
    state->recording = sampled;
    state->place.store(ContextNode::Place::OffStack, std::memory_order_relaxed);
    state->fork_generation = fork_watch::generation();
    if (!sampled) return state;

    state->kind = is_known(fields.kind) ? fields.kind : SpanKind::Internal;
    state->start_monotonic = Clock::monotonic();
    state->clock_offset = engine.clock.offset();
    state->start_time = fields.start_time != 0 ? fields.start_time : state->start_monotonic + state->clock_offset;
    AttributeEncoder encoder(engine.options.limits, recorder->edits);
    const bool encoded =
        encoder.append_text(state->name, span_field::kName, fields.name, engine.options.limits.name_length) &&
        encoder.append(state->attributes, span_field::kAttributes, fields.attributes, state->attribute_progress);
    if (!encoded) [[unlikely]] {
        // What does not fit in memory is missing from the span; the span itself goes on.
        engine.drops.add(SignalType::Traces, DropReason::OutOfMemory);
        state->recording = false;
        return state;
    }
    bump(recorder->spans_started);
    return state;
}

void make_current(Engine& engine, SpanState& state) noexcept {
    if (ThreadRecorder* recorder = engine.recorder()) recorder->push(state);
}

void end_span(Engine& engine, SpanState* state, std::uint64_t end_time) noexcept {
    // In a forked child the copy of a span that the parent started is the parent's to report.
    if (state->recording && state->fork_generation == fork_watch::generation()) {
        ThreadRecorder* recorder = engine.recorder();
        if (recorder != nullptr) bump(recorder->spans_ended);
        if (recorder != nullptr && engine.admits(SignalType::Traces)) {
            const std::uint64_t now = Clock::monotonic() + state->clock_offset;
            const std::uint64_t end = std::max(end_time != 0 ? end_time : now, state->start_time);
            SpanEncoder encoder(*state, end);
            encoder.shrink_to(engine.options.max_record_bytes, recorder->edits);
            recorder->stage(SignalType::Traces, encoder.size(), [&](char* at) { encoder.write(at); });
        }
    }
    if (leave_stack(engine, *state)) free_state(engine, state);
}

void discard_span(Engine& engine, SpanState* state, DropReason reason) noexcept {
    if (state->recording) {
        if (ThreadRecorder* recorder = engine.recorder()) {
            bump(recorder->created[static_cast<std::size_t>(SignalType::Traces)]);
            bump(recorder->spans_ended);
        }
        engine.drops.add(SignalType::Traces, reason);
    }
    if (leave_stack(engine, *state)) free_state(engine, state);
}

void set_attribute(Engine& engine, SpanState& state, const Attribute& attribute) noexcept {
    ThreadRecorder* recorder = state.recording ? engine.recorder() : nullptr;
    if (recorder == nullptr) return;
    AttributeEncoder encoder(engine.options.limits, recorder->edits);
    if (!encoder.append(state.attributes, span_field::kAttributes, attribute, state.attribute_progress)) {
        ++state.attribute_progress.dropped;
        bump(recorder->edits.dropped_attributes);
    }
}

void add_event(Engine& engine, SpanState& state, std::string_view name, const Attributes& attributes,
               std::uint64_t time) noexcept {
    ThreadRecorder* recorder = state.recording ? engine.recorder() : nullptr;
    if (recorder == nullptr) return;
    if (state.event_count >= engine.options.limits.event_count ||
        !append_event(state.events, name, attributes, event_time(state, time), engine.options.limits, *recorder)) {
        ++state.dropped_events;
        bump(recorder->edits.dropped_events);
        return;
    }
    ++state.event_count;
}

void add_link(Engine& engine, SpanState& state, const SpanContext& context, const Attributes& attributes) noexcept {
    ThreadRecorder* recorder = state.recording ? engine.recorder() : nullptr;
    if (recorder == nullptr || !context.is_valid()) return;
    if (state.link_count >= engine.options.limits.link_count ||
        !append_link(state.links, context, attributes, engine.options.limits, *recorder)) {
        ++state.dropped_links;
        bump(recorder->edits.dropped_links);
        return;
    }
    ++state.link_count;
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
    state.name.clear();
    if (!encoder.append_text(state.name, span_field::kName, name, engine.options.limits.name_length)) {
        state.name.clear();
    }
}

void record_exception(Engine& engine, SpanState& state, std::string_view type, std::string_view message) noexcept {
    add_event(engine, state, "exception", {{"exception.type", type}, {"exception.message", message}}, 0);
}

SpanContext current_context(Engine& engine) noexcept {
    ThreadRecorder* recorder = engine.recorder();
    const ContextNode* current = recorder != nullptr ? recorder->current() : nullptr;
    return current != nullptr ? current->context : kNoContext;
}

SpanState* attach_context(Engine& engine, const SpanContext& context) noexcept {
    ThreadRecorder* recorder = engine.recorder();
    SpanState* node = recorder != nullptr ? recorder->spans.acquire() : nullptr;
    if (node == nullptr) return nullptr;
    node->context = context;
    node->recording = false;
    recorder->push(*node);
    return node;
}

void detach_context(Engine& engine, SpanState* node) noexcept {
    if (leave_stack(engine, *node)) free_state(engine, node);
}

}  // namespace telemetryflow::hot
