#pragma once

// A span between start and end. Pooled: its buffers keep their memory from span to span. Used by one thread at a time,
// which need not be the one that started it.

#include <cstdint>

#include "telemetryflow/domain/span_status.hpp"

#include "hot/attribute_encoder.hpp"
#include "hot/byte_buffer.hpp"
#include "hot/clock.hpp"
#include "hot/context_node.hpp"

namespace telemetryflow::hot {

class ThreadRecorder;

struct SpanState : ContextNode {
    /// The recorder of the thread that started it, which lives as long as a handle holds the span; null for a span that
    /// is ended by its id, which the engine holds.
    ThreadRecorder* lender = nullptr;
    SpanState* next_open = nullptr;  // chain of OpenSpans
    Instant started;
    std::uint64_t start_time = 0;       // nanoseconds since the Unix epoch, as it is exported
    std::uint64_t fork_generation = 0;  // process the span was started in
    unsigned exceptions_at_start = 0;   // in flight on the thread that started it
    std::uint32_t table_slot = 0;       // OpenSpanTable's
    std::uint16_t scope = 0;            // Scope's id
    SpanStatus status = SpanStatus::Unset;
    bool has_parent = false;
    bool parent_is_remote = false;
    bool recording = false;
    bool is_noop = false;  // of a scope that may not record: its context is its parent's

    // Encoded as fields of OTLP's Span message. The head has the fields 1 to 9, from the ids to the attributes, with a
    // place for the end time that the end fills in.
    ByteBuffer head;
    std::uint32_t attributes_at = 0;  // where in the head they begin
    ByteBuffer events;
    ByteBuffer links;
    ByteBuffer status_message;
    AttributeEncoder::Progress attribute_progress;
    std::uint32_t event_count = 0;
    std::uint32_t dropped_events = 0;
    std::uint32_t link_count = 0;
    std::uint32_t dropped_links = 0;

    /// Whether there is anything to export behind the attributes.
    [[nodiscard]] bool has_tail() const noexcept {
        return status != SpanStatus::Unset ||
               (event_count | dropped_events | link_count | dropped_links | attribute_progress.dropped) != 0;
    }

    /// Makes the state as new; the buffers keep their memory unless they grew out of the ordinary.
    void recycle() noexcept {
        if (recording) {
            reset(head);
            if (has_tail()) [[unlikely]] {
                reset(events);
                reset(links);
                reset(status_message);
                event_count = dropped_events = link_count = dropped_links = 0;
                status = SpanStatus::Unset;
            }
            attribute_progress = {};
        }
        if (is_attached || !context.trace_state.empty()) [[unlikely]] {
            context.trace_state = {};
            context.is_remote = false;
            baggage = {};
            is_attached = false;
        }
    }

private:
    static void reset(ByteBuffer& buffer) noexcept {
        constexpr std::size_t kKeptBytes = 16U << 10U;
        buffer.trim(kKeptBytes);
        buffer.clear();
    }
};

}  // namespace telemetryflow::hot
