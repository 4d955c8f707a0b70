#pragma once

// A file that is kept as a region in memory is, by plain writes, where a mapped file is not safe. Recording goes on
// meanwhile. Whoever reads the file finds no header before the records that it tells of, at whatever instant its writer
// is killed. Used by one thread.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "durability/chunk_walk.hpp"

namespace telemetryflow::durability {

class RegionWriter {
public:
    /// Of `region`, which is aligned as a chunk, with `ledger` behind it; the file is of zeros.
    RegionWriter(std::span<const char> region, std::span<const char> ledger);

    /// Writes to `fd` what changed since the last call. Returns 0, or the error number where not all was written: the
    /// next call goes on with it.
    int write(int fd) noexcept;

private:
    // What the file says of the chunk that begins at a place.
    struct Written {
        std::uint64_t sequence = 0;  // 0: nothing
        std::uint32_t chunks = 0;
        std::uint32_t record_bytes = 0;
        std::uint64_t committed = 0;
        std::uint32_t settled = 0;
        bool has_header = false;
    };

    bool write_chunk(int fd, const ChunkWalk::Seen& seen) noexcept;
    bool write_header(int fd, const ChunkWalk::Seen& seen) noexcept;
    // Has the file tell no more of the chunk that begins at the place `i`, or of those at places from `from` to `to`.
    bool erase(int fd, std::size_t i) noexcept;
    bool erase_all(int fd, std::size_t from, std::size_t to) noexcept;
    bool write_ledger(int fd) noexcept;

    const std::span<const char> region_;
    const std::span<const char> ledger_;
    std::vector<Written> written_;  // by place in the region
    std::vector<char> ledger_copy_;
    bool owes_ledger_ = false;
};

}  // namespace telemetryflow::durability
