#include "durability/region_faults.hpp"

#include "telemetryflow/domain/signal_type.hpp"

#include "hot/chunk_pool.hpp"

namespace telemetryflow::durability {

using hot::ChunkHeader;
using hot::ChunkPool;
using hot::Committed;

std::vector<std::string> region_faults(std::span<const char> region) {
    std::vector<std::string> faults;
    std::size_t next = 0;
    for (std::size_t at = 0; at + ChunkPool::kChunkBytes <= region.size(); at = next) {
        next = at + ChunkPool::kChunkBytes;
        const auto* header = reinterpret_cast<const ChunkHeader*>(region.data() + at);
        if (header->magic.load(std::memory_order_relaxed) != ChunkHeader::kMagic) continue;
        const std::size_t whole = sizeof(ChunkHeader) + std::size_t{header->capacity};
        const auto signal = static_cast<SignalType>(header->signal.load(std::memory_order_relaxed));
        const Committed committed = Committed::from_word(header->committed.load(std::memory_order_relaxed));
        const auto fault = [&](const char* what) {
            faults.push_back("the chunk at byte " + std::to_string(at) + " " + what);
        };
        if (whole > region.size() - at || whole % ChunkPool::kChunkBytes != 0) {
            fault("has a size that cannot be");
        } else if (committed.bytes > header->capacity) {
            fault("holds more than it has room for");
        } else if (signal != SignalType::Logs && signal != SignalType::Traces) {
            fault("is of no signal");
        } else {
            next = at + whole;  // a run's inner chunks hold users' bytes
        }
    }
    return faults;
}

}  // namespace telemetryflow::durability
