#include "hot/span_encoder.hpp"

#include "hot/wire.hpp"

namespace telemetryflow::hot {
namespace {

constexpr std::uint32_t kScopeSpans = 2;
constexpr std::uint32_t kTraceId = 1;
constexpr std::uint32_t kSpanId = 2;
constexpr std::uint32_t kParentSpanId = 4;
constexpr std::uint32_t kKind = 6;
constexpr std::uint32_t kStartTime = 7;
constexpr std::uint32_t kEndTime = 8;
constexpr std::uint32_t kDroppedAttributes = 10;
constexpr std::uint32_t kEvents = 11;
constexpr std::uint32_t kDroppedEvents = 12;
constexpr std::uint32_t kLinks = 13;
constexpr std::uint32_t kDroppedLinks = 14;
constexpr std::uint32_t kStatus = 15;
constexpr std::uint32_t kStatusCode = 3;
constexpr std::uint32_t kFlags = 16;

constexpr std::uint32_t kEventTime = 1;
constexpr std::uint32_t kEventName = 2;
constexpr std::uint32_t kEventAttributes = 3;
constexpr std::uint32_t kEventDroppedAttributes = 4;

constexpr std::uint32_t kLinkTraceId = 1;
constexpr std::uint32_t kLinkSpanId = 2;
constexpr std::uint32_t kLinkAttributes = 4;
constexpr std::uint32_t kLinkDroppedAttributes = 5;
constexpr std::uint32_t kLinkFlags = 6;

// SpanFlags: whether the parent's, or the linked context's, origin is known, and whether it is another process.
constexpr std::uint32_t kHasIsRemote = 0x100;
constexpr std::uint32_t kIsRemote = 0x200;

constexpr std::size_t kTraceIdSize = 18;
constexpr std::size_t kSpanIdSize = 10;
constexpr std::size_t kFixed64Size = 9;
constexpr std::size_t kKindSize = 2;
constexpr std::size_t kStatusCodeSize = 2;
constexpr std::size_t kFlagsSize = 6;  // the tag of field 16 takes two bytes
constexpr std::size_t kLinkFlagsSize = 5;

template <class Id>
char* put_id(char* at, std::uint32_t field, const Id& id) noexcept {
    return wire::put_bytes_field(at, field, {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()});
}

constexpr std::size_t count_size(std::uint32_t count) noexcept {
    return count == 0 ? 0 : 1 + wire::varint_size(count);
}

char* put_count(char* at, std::uint32_t field, std::uint32_t count) noexcept {
    return count == 0 ? at : wire::put_varint_field(at, field, count);
}

}  // namespace

void SpanEncoder::measure() noexcept {
    status_size_ = state_.status == SpanStatus::Unset ? 0 : kStatusCodeSize + state_.status_message.size();
    message_size_ = kTraceIdSize + kSpanIdSize + (state_.parent_span_id.is_valid() ? kSpanIdSize : 0) +
                    state_.name.size() + kKindSize + 2 * kFixed64Size + state_.attributes.size() +
                    count_size(state_.attribute_progress.dropped) + state_.events.size() +
                    count_size(state_.dropped_events) + state_.links.size() + count_size(state_.dropped_links) +
                    (status_size_ == 0 ? 0 : wire::bytes_field_size(status_size_)) + kFlagsSize;
    size_ = wire::bytes_field_size(message_size_);
}

void SpanEncoder::shrink_to(std::size_t limit, EditCounts& edits) noexcept {
    if (size_ <= limit) [[likely]]
        return;
    bump(edits.dropped_events, state_.event_count);
    state_.dropped_events += state_.event_count;
    state_.events.clear();
    measure();
    if (size_ <= limit) return;
    bump(edits.dropped_links, state_.link_count);
    state_.dropped_links += state_.link_count;
    state_.links.clear();
    measure();
    if (size_ <= limit) return;
    bump(edits.dropped_attributes, state_.attribute_progress.count);
    state_.attribute_progress.dropped += state_.attribute_progress.count;
    state_.attributes.clear();
    measure();
}

void SpanEncoder::write(char* at) const noexcept {
    at = wire::put_bytes_header(at, kScopeSpans, message_size_);
    at = put_id(at, kTraceId, state_.context.trace_id);
    at = put_id(at, kSpanId, state_.context.span_id);
    if (state_.parent_span_id.is_valid()) at = put_id(at, kParentSpanId, state_.parent_span_id);
    at = wire::put_raw(at, state_.name.data(), state_.name.size());
    at = wire::put_varint_field(at, kKind, static_cast<std::uint64_t>(state_.kind));
    at = wire::put_fixed64_field(at, kStartTime, state_.start_time);
    at = wire::put_fixed64_field(at, kEndTime, end_time_);
    at = wire::put_raw(at, state_.attributes.data(), state_.attributes.size());
    at = put_count(at, kDroppedAttributes, state_.attribute_progress.dropped);
    at = wire::put_raw(at, state_.events.data(), state_.events.size());
    at = put_count(at, kDroppedEvents, state_.dropped_events);
    at = wire::put_raw(at, state_.links.data(), state_.links.size());
    at = put_count(at, kDroppedLinks, state_.dropped_links);
    if (status_size_ != 0) {
        at = wire::put_bytes_header(at, kStatus, status_size_);
        at = wire::put_raw(at, state_.status_message.data(), state_.status_message.size());
        at = wire::put_varint_field(at, kStatusCode, static_cast<std::uint64_t>(state_.status));
    }
    wire::put_fixed32_field(at, kFlags,
                            state_.context.trace_flags | kHasIsRemote | (state_.parent_is_remote ? kIsRemote : 0));
}

bool append_event(ByteBuffer& events, std::string_view name, const Attributes& attributes, std::uint64_t time,
                  const RecordingLimits& limits, ThreadRecorder& recorder) noexcept {
    AttributeEncoder encoder(limits, recorder.edits);
    AttributeEncoder::Progress progress;
    ByteBuffer& encoded_name = recorder.scratch;
    ByteBuffer& encoded = recorder.scratch_attributes;
    encoded_name.clear();
    encoded.clear();
    if (!encoder.append_text(encoded_name, kEventName, name, limits.name_length) ||
        !encoder.append(encoded, kEventAttributes, attributes, progress)) {
        return false;
    }
    const std::size_t size = kFixed64Size + encoded_name.size() + encoded.size() + count_size(progress.dropped);
    if (!events.ensure(wire::bytes_field_size(size))) return false;
    char* at = wire::put_bytes_header(events.end(), kEvents, size);
    at = wire::put_fixed64_field(at, kEventTime, time);
    at = wire::put_raw(at, encoded_name.data(), encoded_name.size());
    at = wire::put_raw(at, encoded.data(), encoded.size());
    events.set_end(put_count(at, kEventDroppedAttributes, progress.dropped));
    return true;
}

bool append_link(ByteBuffer& links, const SpanContext& context, const Attributes& attributes,
                 const RecordingLimits& limits, ThreadRecorder& recorder) noexcept {
    AttributeEncoder encoder(limits, recorder.edits);
    AttributeEncoder::Progress progress;
    ByteBuffer& encoded = recorder.scratch_attributes;
    encoded.clear();
    if (!encoder.append(encoded, kLinkAttributes, attributes, progress)) return false;
    const std::size_t size =
        kTraceIdSize + kSpanIdSize + encoded.size() + count_size(progress.dropped) + kLinkFlagsSize;
    if (!links.ensure(wire::bytes_field_size(size))) return false;
    char* at = wire::put_bytes_header(links.end(), kLinks, size);
    at = put_id(at, kLinkTraceId, context.trace_id);
    at = put_id(at, kLinkSpanId, context.span_id);
    at = wire::put_raw(at, encoded.data(), encoded.size());
    at = put_count(at, kLinkDroppedAttributes, progress.dropped);
    links.set_end(wire::put_fixed32_field(at, kLinkFlags,
                                          context.trace_flags | kHasIsRemote | (context.is_remote ? kIsRemote : 0)));
    return true;
}

}  // namespace telemetryflow::hot
