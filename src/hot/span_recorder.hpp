#pragma once

// Spans from start to staged record. Callable from any thread; never throws. A span is used by one thread at a time.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/context.hpp"
#include "telemetryflow/domain/span_kind.hpp"
#include "telemetryflow/domain/span_link.hpp"
#include "telemetryflow/domain/span_status.hpp"
#include "telemetryflow/domain/trace_context.hpp"

#include "hot/engine.hpp"
#include "hot/span_state.hpp"

namespace telemetryflow::hot {

/// Starts a span; nullptr when the client does not record or memory is refused. The state belongs to the caller until
/// end_span(). A span that is not sampled carries its context and records nothing else.
/// `parent` null: the current context; an invalid one: a root span. `start_time` in Unix nanoseconds; 0: now.
[[nodiscard]] SpanState* start_span(Engine& engine, std::string_view name, SpanKind kind = SpanKind::Internal,
                                    Attributes attributes = {}, const SpanContext* parent = nullptr,
                                    std::uint64_t start_time = 0, std::uint16_t scope = Scope::kOwn,
                                    std::span<const SpanLink> links = {}) noexcept;
/// Takes a span that was lent off the calling thread's stack, so that it is current nowhere; does nothing when it is on
/// another's.
void take_off_stack(SpanState& state) noexcept;
/// Ends a span that was lent. The engine may be gone when this returns.
void end_current_span(SpanState* state, std::uint64_t end_time) noexcept;
/// The same at the end of a scope: when an exception is leaving it, the span says so.
void leave_scope(SpanState* state) noexcept;
/// Ends the span, stages it when it records, and frees the state. `end_time` in Unix nanoseconds; 0: now.
void end_span(Engine& engine, SpanState* state, std::uint64_t end_time) noexcept;

/// Frees a span that cannot be kept, and counts it.
void discard_span(Engine& engine, SpanState* state, DropReason reason) noexcept;

void set_attribute(Engine& engine, SpanState& state, const Attribute& attribute) noexcept;
/// Adds an event; `time` in Unix nanoseconds, 0: now.
void add_event(Engine& engine, SpanState& state, std::string_view name, Attributes attributes,
               std::uint64_t time) noexcept;
void add_link(Engine& engine, SpanState& state, const SpanContext& context, Attributes attributes) noexcept;
/// Ok is final; a message is kept for Error only (OpenTelemetry trace API, "Set Status").
void set_status(Engine& engine, SpanState& state, SpanStatus status, std::string_view message) noexcept;
void update_name(Engine& engine, SpanState& state, std::string_view name) noexcept;
/// Adds the event "exception" with its type and message (OpenTelemetry semantic conventions, "Exceptions on spans").
void record_exception(Engine& engine, SpanState& state, std::string_view type, std::string_view message) noexcept;

/// The calling thread's current context; not valid when there is none.
[[nodiscard]] Context current_context(Engine& engine) noexcept;
/// Puts `context` on the calling thread's stack, in a spare state that records nothing; nullptr when memory is refused.
[[nodiscard]] SpanState* attach_context(Engine& engine, const Context& context) noexcept;
/// Takes it off again and frees the state.
void detach_context(Engine& engine, SpanState* node) noexcept;

}  // namespace telemetryflow::hot
