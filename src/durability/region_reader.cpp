#include "durability/region_reader.hpp"

#include <algorithm>
#include <cstring>

#include "hot/chunk_pool.hpp"
#include "hot/record.hpp"

namespace telemetryflow::durability {

using hot::ChunkHeader;
using hot::ChunkPool;
using hot::Committed;
using hot::RecordHeader;

bool RegionReader::Cursor::next(std::string_view& payload) noexcept {
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

RegionReader::RegionReader(std::span<char> region) {
    std::size_t next = 0;
    for (std::size_t at = 0; at + ChunkPool::kChunkBytes <= region.size(); at = next) {
        next = at + ChunkPool::kChunkBytes;
        auto* header = reinterpret_cast<ChunkHeader*>(region.data() + at);
        if (header->magic.load(std::memory_order_acquire) != ChunkHeader::kMagic) continue;
        const std::size_t whole = sizeof(ChunkHeader) + std::size_t{header->capacity};
        const auto signal = static_cast<SignalType>(header->signal.load(std::memory_order_relaxed));
        const Committed committed = Committed::from_word(header->committed.load(std::memory_order_acquire));
        if (whole > region.size() - at || whole % ChunkPool::kChunkBytes != 0 || committed.bytes > header->capacity ||
            (signal != SignalType::Logs && signal != SignalType::Traces)) {
            continue;
        }
        next = at + whole;  // a run's inner chunks hold users' bytes
        const std::uint32_t settled = header->settled.load(std::memory_order_relaxed);
        if (settled >= committed.records) continue;
        chunks_.push_back({header, signal, header->sequence.load(std::memory_order_relaxed),
                           region.data() + at + sizeof(ChunkHeader), committed, settled});
    }
    std::sort(chunks_.begin(), chunks_.end(),
              [](const Chunk& a, const Chunk& b) { return a.sequence < b.sequence; });
}

}  // namespace telemetryflow::durability
