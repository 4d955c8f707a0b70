#pragma once

// Seals the chunks of a region that is being written: a checksum over what a chunk holds goes into its header, so that
// after a power failure what the disk had can be told from pages that it had not (ADR 0003). Used by one thread.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "durability/chunk_walk.hpp"
#include "hot/chunk.hpp"

namespace telemetryflow::durability {

class ChunkSeals {
public:
    /// Of `region`, which is aligned as a chunk.
    explicit ChunkSeals(std::span<char> region);

    /// Seals what was committed since the last call; whether there was anything.
    bool seal_new() noexcept;

    /// In a region that nobody writes: how many of a chunk's bytes a seal of it proves.
    [[nodiscard]] static std::uint32_t proven_bytes(const hot::ChunkHeader& header, const char* records) noexcept;

private:
    struct Sealed {
        std::uint64_t sequence = 0;
        std::uint32_t bytes = 0;
        std::uint32_t sum = 0;
        std::uint32_t slot = 0;  // of the next seal
        std::array<std::uint64_t, 2> seals{};
    };

    bool seal(const ChunkWalk::Seen& seen) noexcept;

    std::span<char> region_;
    std::vector<Sealed> sealed_;  // by place in the region
};

}  // namespace telemetryflow::durability
