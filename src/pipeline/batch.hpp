#pragma once

// One request on its way: its bytes, which never change from attempt to attempt, and what has to be settled when it is
// done. Owned by the worker.

#include <cstdint>
#include <string>
#include <vector>

#include "hot/byte_buffer.hpp"

namespace telemetryflow::pipeline {

struct Batch {
    /// Records of one chunk that are in this batch.
    struct ChunkShare {
        std::uint32_t chunk;
        std::uint32_t records;
    };

    hot::ByteBuffer body;
    std::uint64_t items = 0;
    bool full = false;  // stopped by a limit: more is waiting
    std::string id;
    std::vector<ChunkShare> shares;

    void clear() {
        body.clear();
        items = 0;
        full = false;
        id.clear();
        shares.clear();
    }
};

}  // namespace telemetryflow::pipeline
