#pragma once

// What may be asked about @{entity}, and the answer that has many.

#include <cstdint>
#include <vector>

#include "domain/@{entity_file}.hpp"
#include "domain/page.hpp"

namespace @{module} {

struct Get@{entity} {
    std::int64_t id = 0;
};

struct List@{entity} {
    Page page;
};

struct @{entity}List {
    std::vector<@{entity}> items;
    std::int64_t total = 0;
};

}  // namespace @{module}
