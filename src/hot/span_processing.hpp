#pragma once

// The calls of a client's span processors. Free functions on the thread that records; an exception is caught and
// counted.

#include <cstdint>

#include "hot/engine.hpp"
#include "hot/span_state.hpp"

namespace telemetryflow::hot {

/// After a span that records has begun.
void process_start(Engine& engine, SpanState& state, const SpanContext& parent) noexcept;
/// Before its end is staged.
void process_end(Engine& engine, SpanState& state, std::uint64_t end_time) noexcept;

}  // namespace telemetryflow::hot
