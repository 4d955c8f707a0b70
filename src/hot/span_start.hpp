#pragma once

// The start of a span up to where it shows whether it records, inlined into the client's call: a span that sampling
// leaves out costs little more than its ids. The rest is in span_recorder.cpp.

#include <cstdint>
#include <span>
#include <string_view>

#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/span_kind.hpp"
#include "telemetryflow/domain/span_link.hpp"
#include "telemetryflow/domain/trace_context.hpp"

#include "hot/engine.hpp"
#include "hot/span_state.hpp"
#include "hot/thread_recorder.hpp"

namespace telemetryflow::hot {

/// Reads the clock unless `state` has a start time, and writes the span's head.
void start_recording(SpanState& state, Engine& engine, const SpanContext& parent, std::string_view name, SpanKind kind,
                     Attributes attributes) noexcept;

/// Adds the links of a span that begins.
void add_links(Engine& engine, SpanState& state, std::span<const SpanLink> links) noexcept;

/// What a span is begun with.
struct SpanRequest {
    std::string_view name;
    SpanKind kind;
    Attributes attributes;
    const SpanContext& parent;
    std::span<const SpanLink> links;
    std::uint64_t start_time;
    std::uint16_t scope;
};

/// The rest of begin_span() where there is more to ask than a plain sampler.
[[gnu::noinline]] void begin_chosen(SpanState& state, Engine& engine, const SpanRequest& request) noexcept;

/// Starts a span on `recorder`, which is null when memory was refused; nullptr when it is.
[[nodiscard]] inline SpanState* begin_span(Engine& engine, ThreadRecorder* recorder, std::string_view name,
                                           SpanKind kind, Attributes attributes, const SpanContext* parent,
                                           std::uint64_t start_time, std::uint16_t scope,
                                           std::span<const SpanLink> links) noexcept {
    static constexpr SpanContext kNoContext{};
    SpanState* state = recorder != nullptr ? recorder->spans.acquire() : nullptr;
    if (state == nullptr) [[unlikely]] {
        engine.drop_unrecorded(SignalType::Traces, DropReason::OutOfMemory);
        return nullptr;
    }
    if (parent == nullptr) {
        const ContextNode* current = recorder->current();
        parent = current != nullptr ? &current->context : &kNoContext;
    }
    SpanContext& context = state->context;
    // Before anything is written that could be the generator's own for all that the compiler knows.
    const SpanId span_id = recorder->ids.next_span_id();
    std::uint8_t flags = SpanContext::kRandomFlag;
    state->has_parent = parent->is_valid();
    if (state->has_parent) {
        copy_two_words(reinterpret_cast<char*>(context.trace_id.bytes.data()),
                       reinterpret_cast<const char*>(parent->trace_id.bytes.data()));
        flags &= parent->trace_flags;
        if (!parent->trace_state.empty()) [[unlikely]]
            context.trace_state = engine.sampler.inherited(*parent);
    } else {
        recorder->ids.next_trace_id(context.trace_id);
    }
    context.span_id = span_id;
    state->exceptions_at_start = recorder->exceptions.get();
    context.trace_flags = flags;
    if (!engine.is_plain(SignalType::Traces)) [[unlikely]] {
        begin_chosen(*state, engine, {name, kind, attributes, *parent, links, start_time, scope});
        return state;
    }
    state->recording = engine.sampler.should_sample(*parent, context.trace_id);
    if (state->recording) {
        context.trace_flags |= SpanContext::kSampledFlag;
        // Asked first: copying even an empty one costs a span more than its flags do.
        if (!engine.sampler.root_state().empty() && !state->has_parent) [[unlikely]]
            context.trace_state = engine.sampler.root_state();
        state->start_time = start_time;
        state->scope = scope;
        start_recording(*state, engine, *parent, name, kind, attributes);
        if (!links.empty()) add_links(engine, *state, links);
    }
    return state;
}

/// Starts a span and lends it to a handle, which may end it on any thread and after the client. As start_span()
/// otherwise.
[[nodiscard]] inline SpanState* start_lent_span(Engine& engine, std::string_view name, SpanKind kind,
                                                Attributes attributes, const SpanContext* parent,
                                                std::uint64_t start_time, std::uint16_t scope = Scope::kOwn,
                                                std::span<const SpanLink> links = {}) noexcept {
    if (!engine.admits(SignalType::Traces)) return nullptr;
    ThreadRecorder* recorder = engine.recorder();
    SpanState* state = begin_span(engine, recorder, name, kind, attributes, parent, start_time, scope, links);
    if (state == nullptr) return nullptr;
    recorder->lend();
    state->lender = recorder;
    return state;
}

/// The same for one that is current on the calling thread, above what was current before.
[[nodiscard]] inline SpanState* start_current_span(Engine& engine, std::string_view name, SpanKind kind,
                                                   Attributes attributes, const SpanContext* parent,
                                                   std::uint64_t start_time, std::uint16_t scope = Scope::kOwn,
                                                   std::span<const SpanLink> links = {}) noexcept {
    SpanState* state = start_lent_span(engine, name, kind, attributes, parent, start_time, scope, links);
    if (state != nullptr) state->lender->push(*state);
    return state;
}

}  // namespace telemetryflow::hot
