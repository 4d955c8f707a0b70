#pragma once

// A part of a list.

#include <cstdint>

namespace @{module} {

struct Page {
    std::int64_t limit = 20;
    std::int64_t offset = 0;
};

inline constexpr std::int64_t kLargestPage = 100;

}  // namespace @{module}
