#include "durability/record_cursor.hpp"

#include <cstring>

#include "hot/record.hpp"

namespace telemetryflow::durability {

using hot::RecordHeader;

bool RecordCursor::next(std::string_view& payload) noexcept {
    if (index_ == chunk_->committed.records || is_broken_) return false;
    const std::size_t left = chunk_->committed.bytes - at_;
    is_broken_ = true;
    if (left < sizeof(RecordHeader)) return false;
    RecordHeader header;
    std::memcpy(&header, chunk_->records + at_, sizeof(header));
    if (header.mark != hot::kRecordMark || header.sequence != hot::record_sequence(chunk_->sequence, index_) ||
        header.size > left || hot::framed_size(header.size) > left) {
        return false;
    }
    is_broken_ = false;
    payload = {chunk_->records + at_ + sizeof(RecordHeader), header.size};
    at_ += static_cast<std::uint32_t>(hot::framed_size(header.size));
    ++index_;
    return true;
}

}  // namespace telemetryflow::durability
