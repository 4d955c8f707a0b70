#pragma once

// A finished span as OTLP bytes. Its head is encoded when it begins, attributes are added to that, events and links
// beside it; the end puts the pieces in the order of the field numbers. Follows opentelemetry.proto.trace.v1.Span.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "telemetryflow/domain/span_kind.hpp"

#include "hot/edit_counts.hpp"
#include "hot/recording_limits.hpp"
#include "hot/span_state.hpp"
#include "hot/wire.hpp"

namespace telemetryflow::hot {

namespace span_field {
inline constexpr std::uint32_t kScopeSpans = 2;  // of ScopeSpans, around the span
inline constexpr std::uint32_t kTraceId = 1;
inline constexpr std::uint32_t kSpanId = 2;
inline constexpr std::uint32_t kTraceState = 3;  // of Link too
inline constexpr std::uint32_t kParentSpanId = 4;
inline constexpr std::uint32_t kName = 5;
inline constexpr std::uint32_t kKind = 6;
inline constexpr std::uint32_t kStartTime = 7;
inline constexpr std::uint32_t kEndTime = 8;
inline constexpr std::uint32_t kAttributes = 9;
inline constexpr std::uint32_t kFlags = 16;
inline constexpr std::uint32_t kStatusMessage = 2;  // of Status

// SpanFlags: whether the parent's, or the linked context's, origin is known, and whether it is another process.
inline constexpr std::uint32_t kHasIsRemote = 0x100;
inline constexpr std::uint32_t kIsRemote = 0x200;

// Of fields with their tags.
inline constexpr std::size_t kTraceIdSize = 18;
inline constexpr std::size_t kSpanIdSize = 10;
using wire::kFixed64Size;
inline constexpr std::size_t kKindSize = 2;
inline constexpr std::size_t kFlagsSize = 6;  // the tag of field 16 takes two bytes
}  // namespace span_field

/// OTLP's SpanFlags.
[[nodiscard]] inline std::uint32_t span_flags(const SpanState& state) noexcept {
    return state.context.trace_flags | span_field::kHasIsRemote | (state.parent_is_remote ? span_field::kIsRemote : 0U);
}

/// Bytes of the field trace_state; 0 for a trace without it, which most are.
[[nodiscard]] std::size_t trace_state_size(const SpanContext& context) noexcept;
/// Writes it, for a context that has one.
[[nodiscard]] char* put_trace_state(char* at, const SpanContext& context) noexcept;

/// Writes the head of a span that begins; false when memory was refused.
[[nodiscard]] inline bool write_head(SpanState& state, std::string_view name, SpanKind kind, const SpanId& parent,
                                     Attributes attributes, AttributeEncoder& encoder,
                                     std::uint32_t name_limit) noexcept {
    using namespace span_field;
    constexpr std::size_t kFixed = kTraceIdSize + 2 * kSpanIdSize + kKindSize + 2 * kFixed64Size;
    ByteBuffer& head = state.head;
    const bool has_trace_state = !state.context.trace_state.empty();
    std::size_t room = kFixed + AttributeEncoder::text_bound(name, name_limit) + encoder.room_for(attributes);
    if (has_trace_state) [[unlikely]]
        room += trace_state_size(state.context);
    if (!head.ensure(room)) return false;
    char* at = wire::put_id(head.data(), kTraceId, state.context.trace_id);
    at = wire::put_id(at, kSpanId, state.context.span_id);
    if (has_trace_state) [[unlikely]]
        at = put_trace_state(at, state.context);
    if (state.has_parent) at = wire::put_id(at, kParentSpanId, parent);
    at = encoder.put_text(at, kName, name, name_limit);
    at = wire::put_varint_field(at, kKind, static_cast<std::uint8_t>(kind));
    at = wire::put_fixed64_field(at, kStartTime, state.start_time);
    at = wire::put_fixed64_field(at, kEndTime, 0);
    state.attributes_at = static_cast<std::uint32_t>(at - head.data());
    at = encoder.put(head, state.attributes_at, at, kAttributes, attributes, state.attribute_progress, 0);
    if (at == nullptr) return false;
    head.set_end(at);
    return true;
}

/// Gives a span that has begun another name; false when memory was refused.
[[nodiscard]] bool rename(SpanState& state, std::string_view name, AttributeEncoder& encoder,
                          std::uint32_t name_limit) noexcept;

/// The size of a span without anything behind its attributes but the flags, as an element of ScopeSpans.spans.
[[nodiscard]] inline std::size_t plain_span_size(const SpanState& state) noexcept {
    return wire::bytes_field_size(state.head.size() + span_field::kFlagsSize);
}

/// Writes what comes up to the attributes of a span whose message has `message_size` bytes.
[[nodiscard]] inline char* put_head(char* at, const SpanState& state, std::size_t message_size,
                                    std::uint64_t end_time) noexcept {
    const std::string_view head = state.head.view();
    at = wire::put_bytes_header(at, span_field::kScopeSpans, message_size);
    std::memcpy(at, head.data(), head.size());
    store(at + state.attributes_at - sizeof(end_time), end_time);
    return at + head.size();
}

inline void put_flags(char* at, const SpanState& state) noexcept {
    at = wire::put_varint(at, wire::tag(span_field::kFlags, wire::kFixed32));
    store(at, span_flags(state));
}

inline void put_plain_span(char* at, const SpanState& state, std::uint64_t end_time) noexcept {
    put_flags(put_head(at, state, state.head.size() + span_field::kFlagsSize, end_time), state);
}

class SpanEncoder {
public:
    SpanEncoder(SpanState& state, std::uint64_t end_time) noexcept : state_(state), end_time_(end_time) { measure(); }

    /// Leaves events, then links, then attributes out, counted as dropped, until the span fits in `limit` bytes.
    void shrink_to(std::size_t limit, EditCounts& edits) noexcept {
        if (size_ > limit) [[unlikely]]
            shrink_slowly(limit, edits);
    }
    /// Bytes that write() writes.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    /// Writes the span as an element of ScopeSpans.spans.
    void write(char* at) const noexcept {
        at = put_head(at, state_, message_size_, end_time_);
        if (has_tail_) at = write_tail(at);
        put_flags(at, state_);
    }

private:
    void measure() noexcept {
        has_tail_ = state_.has_tail();
        message_size_ = state_.head.size() + span_field::kFlagsSize + (has_tail_ ? tail_size() : 0);
        size_ = wire::bytes_field_size(message_size_);
    }
    void shrink_slowly(std::size_t limit, EditCounts& edits) noexcept;
    // Everything between the attributes and the flags.
    [[nodiscard]] std::size_t tail_size() noexcept;
    char* write_tail(char* at) const noexcept;

    SpanState& state_;
    std::uint64_t end_time_;
    bool has_tail_ = false;
    std::size_t status_size_ = 0;
    std::size_t message_size_ = 0;
    std::size_t size_ = 0;
};

/// Appends an encoded Span.Event; false when memory was refused.
[[nodiscard]] bool append_event(ByteBuffer& events, std::string_view name, Attributes attributes, std::uint64_t time,
                                AttributeEncoder& encoder, std::uint32_t name_limit) noexcept;
/// Appends an encoded Span.Link; false when memory was refused.
[[nodiscard]] bool append_link(ByteBuffer& links, const SpanContext& context, Attributes attributes,
                               AttributeEncoder& encoder) noexcept;

}  // namespace telemetryflow::hot
