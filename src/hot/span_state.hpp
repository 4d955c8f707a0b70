#pragma once

// A span between start and end. Pooled: its buffers keep their memory from span to span. Used by one thread at a time,
// which need not be the one that started it.

#include <cstdint>

#include "telemetryflow/domain/span_kind.hpp"
#include "telemetryflow/domain/span_status.hpp"

#include "hot/attribute_encoder.hpp"
#include "hot/byte_buffer.hpp"
#include "hot/context_node.hpp"

namespace telemetryflow::hot {

struct SpanState : ContextNode {
    SpanState* next_open = nullptr;  // chain of OpenSpans
    SpanId parent_span_id;
    std::uint64_t start_monotonic = 0;
    std::uint64_t clock_offset = 0;     // monotonic to Unix time, the same at both ends of the span
    std::uint64_t start_time = 0;       // Unix nanoseconds
    std::uint64_t fork_generation = 0;  // process the span was started in
    SpanKind kind = SpanKind::Internal;
    SpanStatus status = SpanStatus::Unset;
    bool parent_is_remote = false;
    bool recording = false;

    // Encoded as fields of OTLP's Span message.
    ByteBuffer name;
    ByteBuffer attributes;
    ByteBuffer events;
    ByteBuffer links;
    ByteBuffer status_message;
    AttributeEncoder::Progress attribute_progress;
    std::uint32_t event_count = 0;
    std::uint32_t dropped_events = 0;
    std::uint32_t link_count = 0;
    std::uint32_t dropped_links = 0;

    /// Makes the state as new; the buffers keep their memory unless they grew out of the ordinary.
    void recycle() noexcept {
        constexpr std::size_t kKeptBytes = 16U << 10U;
        for (ByteBuffer* buffer : {&name, &attributes, &events, &links, &status_message}) {
            buffer->trim(kKeptBytes);
            buffer->clear();
        }
        attribute_progress = {};
        event_count = dropped_events = link_count = dropped_links = 0;
        status = SpanStatus::Unset;
        previous = nullptr;
        stack_owner = 0;
    }
};

}  // namespace telemetryflow::hot
