#pragma once

// Carries out the commands for @{entity}. Any thread may call it.

#include <memory>
#include <optional>
#include <utility>

#include "application/@{entity_file}_commands.hpp"
#include "domain/@{entity_file}_repository.hpp"

namespace @{module} {

class @{entity}CommandHandler {
public:
    explicit @{entity}CommandHandler(std::shared_ptr<@{entity}Repository> repository)
        : repository_(std::move(repository)) {}

    /// Throws ValidationError, and has changed nothing then.
    [[nodiscard]] @{entity} handle(const Create@{entity}& command) const;
    /// The same; returns nothing when there is none of this id.
    [[nodiscard]] std::optional<@{entity}> handle(const Update@{entity}& command) const;
    /// Returns whether there was one.
    [[nodiscard]] bool handle(const Delete@{entity}& command) const;

private:
    std::shared_ptr<@{entity}Repository> repository_;
};

}  // namespace @{module}
