#include "hot/span_encoder.hpp"

#include <algorithm>
#include <utility>

namespace telemetryflow::hot {
namespace {

using namespace span_field;

constexpr std::uint32_t kDroppedAttributes = 10;
constexpr std::uint32_t kEvents = 11;
constexpr std::uint32_t kDroppedEvents = 12;
constexpr std::uint32_t kLinks = 13;
constexpr std::uint32_t kDroppedLinks = 14;
constexpr std::uint32_t kStatus = 15;
constexpr std::uint32_t kStatusCode = 3;

constexpr std::uint32_t kEventTime = 1;
constexpr std::uint32_t kEventName = 2;
constexpr std::uint32_t kEventAttributes = 3;
constexpr std::uint32_t kEventDroppedAttributes = 4;

constexpr std::uint32_t kLinkTraceId = 1;
constexpr std::uint32_t kLinkSpanId = 2;
constexpr std::uint32_t kLinkAttributes = 4;
constexpr std::uint32_t kLinkDroppedAttributes = 5;
constexpr std::uint32_t kLinkFlags = 6;

constexpr std::size_t kStatusCodeSize = 2;
constexpr std::size_t kLinkFlagsSize = 5;
constexpr std::size_t kLongestHeader = 1 + wire::kMaxVarint;

constexpr std::size_t count_size(std::uint32_t count) noexcept {
    return count == 0 ? 0 : 1 + wire::varint_size(count);
}

char* put_count(char* at, std::uint32_t field, std::uint32_t count) noexcept {
    return count == 0 ? at : wire::put_varint_field(at, field, count);
}

}  // namespace

std::size_t trace_state_size(const SpanContext& context) noexcept {
    return context.trace_state.empty() ? 0 : wire::bytes_field_size(context.trace_state.to_header().size());
}

char* put_trace_state(char* at, const SpanContext& context) noexcept {
    return wire::put_bytes_field(at, kTraceState, context.trace_state.to_header());
}

bool rename(SpanState& state, std::string_view name, AttributeEncoder& encoder, std::uint32_t name_limit) noexcept {
    ByteBuffer& head = state.head;
    if (!head.ensure(AttributeEncoder::text_bound(name, name_limit))) return false;
    const std::size_t rest_at = state.attributes_at - kKindSize - 2 * kFixed64Size;
    const std::size_t name_at =
        kTraceIdSize + kSpanIdSize + trace_state_size(state.context) + (state.has_parent ? kSpanIdSize : 0);
    // The new name is written behind everything; then what follows the name and it change places.
    char* const rest = head.data() + rest_at;
    char* const renamed = head.end();
    char* const end = encoder.put_text(renamed, kName, name, name_limit);
    std::rotate(rest, renamed, end);
    head.set_end(end);
    head.erase(head.data() + name_at, rest_at - name_at);
    state.attributes_at =
        static_cast<std::uint32_t>(state.attributes_at - (rest_at - name_at) + static_cast<std::size_t>(end - renamed));
    return true;
}

std::size_t SpanEncoder::tail_size() noexcept {
    status_size_ = state_.status == SpanStatus::Unset ? 0 : kStatusCodeSize + state_.status_message.size();
    return count_size(state_.attribute_progress.dropped) + state_.events.size() + count_size(state_.dropped_events) +
           state_.links.size() + count_size(state_.dropped_links) +
           (status_size_ == 0 ? 0 : wire::bytes_field_size(status_size_));
}

void SpanEncoder::shrink_slowly(std::size_t limit, EditCounts& edits) noexcept {
    bump(edits.dropped_events, state_.event_count);
    state_.dropped_events += std::exchange(state_.event_count, 0);
    state_.events.clear();
    measure();
    if (size_ <= limit) return;
    bump(edits.dropped_links, state_.link_count);
    state_.dropped_links += std::exchange(state_.link_count, 0);
    state_.links.clear();
    measure();
    if (size_ <= limit) return;
    bump(edits.dropped_attributes, state_.attribute_progress.count);
    state_.attribute_progress.dropped += std::exchange(state_.attribute_progress.count, 0);
    state_.head.set_end(state_.head.data() + state_.attributes_at);
    measure();
}

char* SpanEncoder::write_tail(char* at) const noexcept {
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
    return at;
}

[[gnu::flatten]] bool append_event(ByteBuffer& events, std::string_view name, Attributes attributes, std::uint64_t time,
                                   AttributeEncoder& encoder, std::uint32_t name_limit) noexcept {
    constexpr std::size_t kTail = kLongestHeader + 1 + wire::kMaxVarint;
    constexpr std::size_t kFixed = kFixed64Size + kTail;
    if (!events.ensure(kFixed + AttributeEncoder::text_bound(name, name_limit) + encoder.room_for(attributes)))
        return false;
    AttributeEncoder::Progress progress;
    char* at = wire::put_fixed64_field(events.end() + wire::kShortHeader, kEventTime, time);
    at = encoder.put_text(at, kEventName, name, name_limit);
    const auto set_at = static_cast<std::size_t>(at - events.data());
    at = encoder.put(events, set_at, at, kEventAttributes, attributes, progress, kTail);
    if (at == nullptr) return false;
    at = put_count(at, kEventDroppedAttributes, progress.dropped);
    events.set_end(wire::close_bytes_field(events.end(), kEvents, at));
    return true;
}

bool append_link(ByteBuffer& links, const SpanContext& context, Attributes attributes,
                 AttributeEncoder& encoder) noexcept {
    constexpr std::size_t kTail = kLongestHeader + 1 + wire::kMaxVarint + kLinkFlagsSize;
    constexpr std::size_t kFixed = kTraceIdSize + kSpanIdSize + kTail;
    if (!links.ensure(kFixed + trace_state_size(context) + encoder.room_for(attributes))) return false;
    AttributeEncoder::Progress progress;
    char* at = wire::put_id(links.end() + wire::kShortHeader, kLinkTraceId, context.trace_id);
    at = wire::put_id(at, kLinkSpanId, context.span_id);
    if (!context.trace_state.empty()) at = put_trace_state(at, context);
    const auto set_at = static_cast<std::size_t>(at - links.data());
    at = encoder.put(links, set_at, at, kLinkAttributes, attributes, progress, kTail);
    if (at == nullptr) return false;
    at = put_count(at, kLinkDroppedAttributes, progress.dropped);
    at = wire::put_fixed32_field(at, kLinkFlags,
                                 context.trace_flags | kHasIsRemote | (context.is_remote ? kIsRemote : 0));
    links.set_end(wire::close_bytes_field(links.end(), kLinks, at));
    return true;
}

}  // namespace telemetryflow::hot
