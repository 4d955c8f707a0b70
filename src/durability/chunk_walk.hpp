#pragma once

// Goes from chunk to chunk of a region that others take, write and release meanwhile, without asking them. Of a chunk
// that is given everything was read of one use of it; it may be over by now, which is_same() tells. Used by one thread.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "hot/chunk.hpp"

namespace telemetryflow::durability {

class ChunkWalk {
public:
    /// A chunk's header at one moment.
    struct Seen {
        std::size_t index = 0;   // of the place in the region, in chunks
        std::size_t chunks = 0;  // places that it takes
        std::uint64_t sequence = 0;
        std::uint32_t capacity = 0;
        std::uint8_t signal = 0;
        std::uint32_t settled = 0;
        hot::Committed committed;
        std::array<std::uint64_t, 2> seals{};
    };

    /// Of `region`, which is aligned as a chunk.
    explicit ChunkWalk(std::span<const char> region) : region_(region) {}

    /// The next chunk that is in use; nothing at the end.
    [[nodiscard]] std::optional<Seen> next() noexcept;

    /// Whether all that was read of the chunk up to now is of the use in which it was seen.
    [[nodiscard]] static bool is_same(const hot::ChunkHeader& header, std::uint64_t sequence) noexcept;

private:
    [[nodiscard]] const hot::ChunkHeader& header(std::size_t place) const noexcept;
    [[nodiscard]] std::optional<Seen> look(std::size_t place) const noexcept;
    // The first of the places from `free_from_` to `place` where a chunk has come to be since they were looked at.
    [[nodiscard]] std::size_t first_taken(std::size_t place) const noexcept;

    const std::span<const char> region_;
    std::size_t place_ = 0;
    std::size_t free_from_ = 0;
};

}  // namespace telemetryflow::durability
