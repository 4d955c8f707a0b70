#pragma once

// One request on its way: its bytes, which never change from attempt to attempt, and what has to be settled when it is
// done. Owned by the worker.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hot/byte_buffer.hpp"

namespace telemetryflow::pipeline {

struct Batch {
    /// Records of one chunk that are in this batch.
    struct ChunkShare {
        std::uint32_t chunk;
        std::uint32_t records;
    };

    hot::ByteBuffer bytes;  // the request, from `begin` on
    std::size_t begin = 0;  // what stands before the elements is written last, right before them
    std::uint64_t items = 0;
    bool full = false;  // stopped by a limit: more is waiting
    std::string id;
    std::uint64_t expires_unix_nano = 0;  // dropped then; 0: never
    std::vector<ChunkShare> shares;

    [[nodiscard]] std::string_view body() const noexcept { return bytes.view().substr(begin); }

    void clear() {
        bytes.clear();
        begin = 0;
        items = 0;
        full = false;
        id.clear();
        expires_unix_nano = 0;
        shares.clear();
    }
};

}  // namespace telemetryflow::pipeline
