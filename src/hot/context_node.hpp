#pragma once

// An entry of a thread's context stack: a span that is current while in scope, or a context that was attached. The
// stack belongs to one thread; a span may be ended by another one, which is what `place` settles between the two. Every
// node is a SpanState, so that a thread's spare ones serve both.

#include <atomic>
#include <cstdint>

#include "telemetryflow/domain/baggage.hpp"
#include "telemetryflow/domain/trace_context.hpp"

namespace telemetryflow::hot {

struct ContextNode {
    enum class Place : std::uint8_t {
        OffStack,      // whoever ends it frees it
        OnStack,       // its thread will take it off
        EndedOnStack,  // ended elsewhere: its thread takes it off and frees it
    };

    SpanContext context;
    /// Of a context that was attached: the baggage and the rest that spans above it share. A span's own is not looked
    /// at.
    Baggage baggage;
    bool b3_debug = false;
    bool is_attached = false;
    ContextNode* previous = nullptr;  // on the stack, or among its thread's spares
    std::uint64_t stack_owner = 0;    // serial of the recorder whose stack holds it; 0 when off the stack
    std::atomic<Place> place{Place::OffStack};
};

}  // namespace telemetryflow::hot
