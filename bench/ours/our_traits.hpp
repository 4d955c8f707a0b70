#pragma once

// Bursts that fit the client's default buffer of 8 MiB several times.

#include <cstdint>
#include <string>

#include "harness/operation.hpp"

namespace telemetryflow::bench {

/// `records`: spans or log records of one operation; 0 when none is to arrive.
[[nodiscard]] inline OperationTraits record_traits(std::string kind, std::uint64_t records = 1) {
    return {.kind = std::move(kind), .records = records, .burst = 4'096, .room = 16'384};
}

}  // namespace telemetryflow::bench
