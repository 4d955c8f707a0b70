#include "durability/region_reader.hpp"

#include <algorithm>

#include "durability/chunk_seals.hpp"
#include "hot/chunk_pool.hpp"

namespace telemetryflow::durability {

using hot::ChunkHeader;
using hot::ChunkPool;
using hot::Committed;

std::vector<RegionChunk> unsettled_chunks(std::span<char> region, bool may_be_torn) {
    std::vector<RegionChunk> chunks;
    std::size_t next = 0;
    for (std::size_t at = 0; at + ChunkPool::kChunkBytes <= region.size(); at = next) {
        next = at + ChunkPool::kChunkBytes;
        auto* header = reinterpret_cast<ChunkHeader*>(region.data() + at);
        if (header->magic.load(std::memory_order_acquire) != ChunkHeader::kMagic) continue;
        const std::size_t whole = sizeof(ChunkHeader) + std::size_t{header->capacity.load(std::memory_order_relaxed)};
        const auto signal = static_cast<SignalType>(header->signal.load(std::memory_order_relaxed));
        const Committed committed = Committed::from_word(header->committed.load(std::memory_order_acquire));
        if (whole > region.size() - at || whole % ChunkPool::kChunkBytes != 0 ||
            committed.bytes > whole - sizeof(ChunkHeader) ||
            (signal != SignalType::Logs && signal != SignalType::Traces)) {
            continue;
        }
        next = at + whole;  // a run's inner chunks hold users' bytes
        const std::uint32_t settled = header->settled.load(std::memory_order_relaxed);
        if (settled >= committed.records) continue;
        const char* const records = region.data() + at + sizeof(ChunkHeader);
        chunks.push_back({header, signal, header->sequence.load(std::memory_order_relaxed), records, committed, settled,
                          may_be_torn, may_be_torn ? ChunkSeals::proven_bytes(*header, records) : 0});
    }
    std::sort(chunks.begin(), chunks.end(),
              [](const RegionChunk& a, const RegionChunk& b) { return a.sequence < b.sequence; });
    return chunks;
}

}  // namespace telemetryflow::durability
