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
    /// Each page of it may be of another moment, or have been lost; but for the first `proven_bytes`.
    bool may_be_torn = false;
    std::uint32_t proven_bytes = 0;
};

/// Looks through `region`, which is aligned as a chunk, for chunks with unsettled records, in the order in which they
/// were taken. After the end of its process the region is what that stored last. After the end of the system, it is
/// what the disk had, and `may_be_torn`.
[[nodiscard]] std::vector<RegionChunk> unsettled_chunks(std::span<char> region, bool may_be_torn = false);

}  // namespace telemetryflow::durability
