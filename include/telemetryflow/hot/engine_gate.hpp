#pragma once

// What a recording call checks first: whether the client records at all, and which client this is. Read by every
// thread, written by lifecycle calls and in a forked child.

#include <cstdint>

#include "telemetryflow/hot/atomic.hpp"

namespace telemetryflow::hot {

struct EngineGate {
    /// True between initialize() and shutdown(), in the process that called initialize().
    Atomic<bool> running{false};
    /// Unique in the process and never used again.
    const std::uint64_t id;

    explicit EngineGate(std::uint64_t engine_id) noexcept : id(engine_id) {}
};

}  // namespace telemetryflow::hot
