#pragma once

// A number as it is exported: an integer as long as only integers were added. A value.

#include <cstdint>

namespace telemetryflow::hot {

struct SumTotal {
    std::int64_t integers = 0;
    double doubles = 0;
    bool has_doubles = false;
};

}  // namespace telemetryflow::hot
