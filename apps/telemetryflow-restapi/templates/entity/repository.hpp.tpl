#pragma once

// Where @{entity} is kept. Any thread may call anything; what cannot be done for reasons of the store throws.

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/@{entity_file}.hpp"
#include "domain/page.hpp"

namespace @{module} {

class @{entity}Repository {
public:
    virtual ~@{entity}Repository() = default;

    /// Keeps a new one; returns its id.
    virtual std::int64_t add(const @{entity}& entity) = 0;
    [[nodiscard]] virtual std::optional<@{entity}> find(std::int64_t id) = 0;
    /// By id.
    [[nodiscard]] virtual std::vector<@{entity}> list(const Page& page) = 0;
    [[nodiscard]] virtual std::int64_t count() = 0;
    /// Returns whether there was one of this id.
    virtual bool update(const @{entity}& entity) = 0;
    virtual bool remove(std::int64_t id) = 0;
};

}  // namespace @{module}
