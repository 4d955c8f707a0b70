#include "application/@{entity_file}_query_handler.hpp"

namespace @{module} {

std::optional<@{entity}> @{entity}QueryHandler::handle(const Get@{entity}& query) const {
    return repository_->find(query.id);
}

@{entity}List @{entity}QueryHandler::handle(const List@{entity}& query) const {
    return {.items = repository_->list(query.page), .total = repository_->count()};
}

}  // namespace @{module}
