#pragma once

// What a fuzzer finds wrong beside crashes and hangs.

#include <cstdlib>

namespace telemetryflow::fuzz {

inline void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace telemetryflow::fuzz
