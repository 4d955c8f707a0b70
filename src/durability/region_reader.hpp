#pragma once

// What a region holds, read as the next process finds it: nothing is believed that its own bytes do not prove. Memory
// outside the region is never touched, whatever is in it. Reads a region that nobody writes any more, or the own one of
// a process that has stopped recording.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "telemetryflow/domain/signal_type.hpp"

#include "hot/chunk.hpp"

namespace telemetryflow::durability {

class RegionReader {
public:
    /// A chunk with records whose delivery is not settled.
    struct Chunk {
        hot::ChunkHeader* header;
        SignalType signal;
        std::uint64_t sequence;
        const char* records;
        hot::Committed committed;
        std::uint32_t settled;
    };

    /// Goes on from record to record of a chunk.
    class Cursor {
    public:
        explicit Cursor(const Chunk& chunk) noexcept : chunk_(&chunk) {}
        /// The next record's payload; false at the end, and where what follows is no record: then records_lost() tells
        /// how many the chunk claims to have more.
        bool next(std::string_view& payload) noexcept;
        /// How many records lie before the cursor.
        [[nodiscard]] std::uint32_t index() const noexcept { return index_; }
        [[nodiscard]] std::uint32_t records_lost() const noexcept {
            return is_broken_ ? chunk_->committed.records - index_ : 0;
        }

    private:
        const Chunk* chunk_;
        std::uint32_t index_ = 0;
        std::uint32_t at_ = 0;
        bool is_broken_ = false;
    };

    /// Looks through `region`, which is aligned as a chunk.
    explicit RegionReader(std::span<char> region);

    /// Those with unsettled records, in the order in which they were taken.
    [[nodiscard]] const std::vector<Chunk>& chunks() const noexcept { return chunks_; }

private:
    std::vector<Chunk> chunks_;
};

}  // namespace telemetryflow::durability
