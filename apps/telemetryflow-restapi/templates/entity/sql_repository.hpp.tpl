#pragma once

// Keeps @{entity} in the table @{table}. Any thread may call anything; the database must outlive it.

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/@{entity_file}_repository.hpp"
#include "infrastructure/database.hpp"

namespace @{module} {

class Sql@{entity}Repository final : public @{entity}Repository {
public:
    explicit Sql@{entity}Repository(Database& database) : database_(database) {}

    std::int64_t add(const @{entity}& entity) override;
    [[nodiscard]] std::optional<@{entity}> find(std::int64_t id) override;
    [[nodiscard]] std::vector<@{entity}> list(const Page& page) override;
    [[nodiscard]] std::int64_t count() override;
    bool update(const @{entity}& entity) override;
    bool remove(std::int64_t id) override;

private:
    Database& database_;
};

}  // namespace @{module}
