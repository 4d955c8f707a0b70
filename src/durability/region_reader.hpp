#pragma once

// What a region holds, read as the next process finds it: nothing is believed that its own bytes do not prove, and
// memory outside the region is never touched, whatever is in it. For a region that nobody writes any more.

#include <cstdint>
#include <span>
#include <vector>

#include "telemetryflow/domain/signal_type.hpp"

#include "hot/chunk.hpp"

namespace telemetryflow::durability {

/// A chunk with records whose delivery is not settled.
struct RegionChunk {
    hot::ChunkHeader* header;
    SignalType signal;
    std::uint64_t sequence;
    const char* records;
    hot::Committed committed;
    std::uint32_t settled;  // records, from the first on
};

/// Looks through `region`, which is aligned as a chunk, for chunks with unsettled records, in the order in which they
/// were taken.
[[nodiscard]] std::vector<RegionChunk> unsettled_chunks(std::span<char> region);

}  // namespace telemetryflow::durability
