#include "durability/record_cursor.hpp"

#include <cstring>

#include "durability/wire_soundness.hpp"
#include "hot/chunk.hpp"

namespace telemetryflow::durability {

using hot::RecordHeader;

bool RecordCursor::next(std::string_view& payload) noexcept {
    if (index_ == chunk_->committed.records || is_broken_) return false;
    is_broken_ = true;
    RecordHeader header;
    if (!read_header(at_, index_, header)) return false;
    payload = {chunk_->records + at_ + sizeof(RecordHeader), header.size};
    if (chunk_->may_be_torn && !(is_proven(header.size) && is_sound_element(payload))) return false;
    is_broken_ = false;
    scope_ = header.scope;
    at_ += static_cast<std::uint32_t>(hot::framed_size(header.size));
    ++index_;
    return true;
}

bool RecordCursor::read_header(std::uint32_t at, std::uint32_t index, RecordHeader& header) const noexcept {
    const std::size_t left = chunk_->committed.bytes - at;
    if (left < sizeof(RecordHeader)) return false;
    std::memcpy(&header, chunk_->records + at, sizeof(header));
    return header.mark == hot::kRecordMark && header.sequence == hot::record_sequence(chunk_->sequence, index) &&
           header.size <= left && hot::framed_size(header.size) <= left;
}

bool RecordCursor::is_proven(std::uint32_t payload_size) const noexcept {
    const auto end = at_ + static_cast<std::uint32_t>(hot::framed_size(payload_size));
    if (end <= chunk_->proven_bytes) return true;
    // A record's header is written after its payload, so that a page with the header has what the page has of the
    // payload, and of all records before it.
    constexpr std::size_t kPage = 4096;
    const auto page_of = [](std::size_t at) { return (sizeof(hot::ChunkHeader) + at) / kPage; };
    const std::size_t of_header = page_of(at_);
    if (page_of(at_ + sizeof(RecordHeader) - 1) != of_header) return false;
    const std::size_t last = page_of(end - 1);
    if (last == of_header) return true;
    RecordHeader witness;
    return last == of_header + 1 && index_ + 1 < chunk_->committed.records && page_of(end) == last &&
           page_of(end + sizeof(RecordHeader) - 1) == last && read_header(end, index_ + 1, witness);
}

}  // namespace telemetryflow::durability
