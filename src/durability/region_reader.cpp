#include "durability/region_reader.hpp"

#include <algorithm>

#include "hot/chunk_pool.hpp"

namespace telemetryflow::durability {

using hot::ChunkHeader;
using hot::ChunkPool;
using hot::Committed;

std::vector<RegionChunk> unsettled_chunks(std::span<char> region) {
    std::vector<RegionChunk> chunks;
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
        chunks.push_back({header, signal, header->sequence.load(std::memory_order_relaxed),
                          region.data() + at + sizeof(ChunkHeader), committed, settled});
    }
    std::sort(chunks.begin(), chunks.end(),
              [](const RegionChunk& a, const RegionChunk& b) { return a.sequence < b.sequence; });
    return chunks;
}

}  // namespace telemetryflow::durability
