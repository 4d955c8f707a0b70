#pragma once

// Bursts of the kinds of operations. Those of spans and logs fit the subject's queue; measurements need no room, and
// their bursts are long enough that reading the clock does not count.

#include <cstdint>
#include <string>

#include "harness/operation.hpp"

namespace telemetryflow::bench {

[[nodiscard]] inline OperationTraits measurement_traits(std::string metric) {
    return {.kind = std::move(metric), .records = 1, .burst = 65'536, .room = 262'144};
}

}  // namespace telemetryflow::bench
