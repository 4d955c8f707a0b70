#pragma once

// What may be done to @{entity}.

#include <cstdint>

#include "domain/@{entity_file}.hpp"

namespace @{module} {

struct Create@{entity} {
    @{entity} entity;
};

/// Replaces every field.
struct Update@{entity} {
    @{entity} entity;
};

struct Delete@{entity} {
    std::int64_t id = 0;
};

}  // namespace @{module}
