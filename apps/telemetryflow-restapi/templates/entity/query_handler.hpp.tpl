#pragma once

// Answers the queries about @{entity}. Any thread may call it.

#include <memory>
#include <optional>
#include <utility>

#include "application/@{entity_file}_queries.hpp"
#include "domain/@{entity_file}_repository.hpp"

namespace @{module} {

class @{entity}QueryHandler {
public:
    explicit @{entity}QueryHandler(std::shared_ptr<@{entity}Repository> repository)
        : repository_(std::move(repository)) {}

    [[nodiscard]] std::optional<@{entity}> handle(const Get@{entity}& query) const;
    [[nodiscard]] @{entity}List handle(const List@{entity}& query) const;

private:
    std::shared_ptr<@{entity}Repository> repository_;
};

}  // namespace @{module}
