#include "durability/unfinished_spans.hpp"

#include <array>
#include <cstring>
#include <limits>
#include <string_view>

#include "durability/wire_soundness.hpp"
#include "hot/open_span_table.hpp"
#include "hot/record.hpp"
#include "hot/span_encoder.hpp"
#include "hot/wire.hpp"

namespace telemetryflow::durability {
namespace {

using hot::OpenSpanTable;
using hot::RecordHeader;
namespace wire = hot::wire;
namespace span_field = hot::span_field;

// After every chunk of a region, whose sequences start from 1.
constexpr std::uint64_t kSequence = std::numeric_limits<std::uint64_t>::max() >> hot::kRecordIndexBits;

constexpr std::uint32_t kStatus = 15;
constexpr std::uint64_t kError = 2;
constexpr std::uint32_t kStatusCode = 3;
constexpr std::uint32_t kKey = 1;        // of KeyValue
constexpr std::uint32_t kValue = 2;      // of KeyValue
constexpr std::uint32_t kBoolValue = 2;  // of AnyValue
constexpr std::string_view kMark = "telemetryflow.unfinished";
constexpr std::string_view kMessage = "the process ended before this span did";

constexpr std::size_t kValueSize = 2;
constexpr std::size_t kMarkSize = wire::bytes_field_size(kMark.size()) + wire::bytes_field_size(kValueSize);
constexpr std::size_t kStatusSize = wire::bytes_field_size(kMessage.size()) + 2;
constexpr std::size_t kTailSize =
    wire::bytes_field_size(kMarkSize) + wire::bytes_field_size(kStatusSize) + span_field::kFlagsSize;
constexpr std::size_t kMostRecordBytes =
    hot::framed_size(wire::bytes_field_size(sizeof(OpenSpanTable::Slot::head) + kTailSize));

// Whether the slot has what note() writes: a head that begins with the trace id, and times before the attributes.
bool is_sound(const OpenSpanTable::Slot& slot) noexcept {
    using namespace span_field;
    if (slot.state.load(std::memory_order_relaxed) != OpenSpanTable::Slot::kOpen) return false;
    constexpr std::size_t kLeast = kTraceIdSize + kSpanIdSize + 2 * kFixed64Size;
    if (slot.attributes_at < kLeast || slot.attributes_at > slot.head_bytes || slot.head_bytes > slot.head.size())
        return false;
    const char* const times = slot.head.data() + slot.attributes_at - 2 * kFixed64Size;
    return slot.head[0] == static_cast<char>(wire::tag(kTraceId, wire::kBytes)) &&
           times[0] == static_cast<char>(wire::tag(kStartTime, wire::kFixed64)) &&
           times[kFixed64Size] == static_cast<char>(wire::tag(kEndTime, wire::kFixed64)) &&
           is_sound_wire({slot.head.data(), slot.head_bytes});
}

// Calls visit(slot) for every span that is open in `table`.
template <class Visit>
void for_each_open(std::string_view table, Visit&& visit) {
    OpenSpanTable::Slot slot{};
    for (; table.size() >= sizeof(slot); table.remove_prefix(sizeof(slot))) {
        std::memcpy(static_cast<void*>(&slot), table.data(), sizeof(slot));
        if (is_sound(slot)) visit(slot);
    }
}

char* put_tail(char* at, std::uint32_t flags) noexcept {
    at = wire::put_bytes_header(at, span_field::kAttributes, kMarkSize);
    at = wire::put_bytes_field(at, kKey, kMark);
    at = wire::put_bytes_header(at, kValue, kValueSize);
    at = wire::put_varint_field(at, kBoolValue, 1);
    at = wire::put_bytes_header(at, kStatus, kStatusSize);
    at = wire::put_bytes_field(at, span_field::kStatusMessage, kMessage);
    at = wire::put_varint_field(at, kStatusCode, kError);
    return wire::put_fixed32_field(at, span_field::kFlags, flags);
}

// The payload of the span's record.
char* put_span(char* at, const OpenSpanTable::Slot& slot) noexcept {
    at = wire::put_bytes_header(at, span_field::kScopeSpans, slot.head_bytes + kTailSize);
    std::memcpy(at, slot.head.data(), slot.head_bytes);
    constexpr std::size_t kTime = sizeof(std::uint64_t);
    char* const end_time = at + slot.attributes_at - kTime;
    std::memcpy(end_time, end_time - span_field::kFixed64Size, kTime);
    return put_tail(at + slot.head_bytes, slot.flags);
}

}  // namespace

UnfinishedSpans::UnfinishedSpans(std::string_view table) : header_(std::make_unique<hot::ChunkHeader>()) {
    std::size_t open = 0;
    for_each_open(table, [&](const OpenSpanTable::Slot&) { ++open; });
    if (open == 0) return;
    bytes_ = std::make_unique<char[]>(open * kMostRecordBytes);
    for_each_open(table, [this](const OpenSpanTable::Slot& slot) {
        char* const record = bytes_.get() + committed_.bytes;
        char* const payload = record + sizeof(RecordHeader);
        const auto size = static_cast<std::uint32_t>(put_span(payload, slot) - payload);
        const RecordHeader header{size, hot::kRecordMark, slot.scope,
                                  hot::record_sequence(kSequence, committed_.records)};
        std::memcpy(record, &header, sizeof(header));
        committed_.bytes += static_cast<std::uint32_t>(hot::framed_size(size));
        ++committed_.records;
    });
}

std::optional<RegionChunk> UnfinishedSpans::chunk() const noexcept {
    if (committed_.records == 0) return std::nullopt;
    return RegionChunk{header_.get(), SignalType::Traces, kSequence, bytes_.get(), committed_, 0};
}

}  // namespace telemetryflow::durability
