#include "application/@{entity_file}_command_handler.hpp"

#include "application/validation_error.hpp"

namespace @{module} {

namespace {

void require_valid(const @{entity}& entity) {
    FieldErrors errors = validate(entity);
    if (!errors.empty()) throw ValidationError(std::move(errors));
}

}  // namespace

@{entity} @{entity}CommandHandler::handle(const Create@{entity}& command) const {
    require_valid(command.entity);
    @{entity} created = command.entity;
    created.id = repository_->add(created);
    return created;
}

std::optional<@{entity}> @{entity}CommandHandler::handle(const Update@{entity}& command) const {
    require_valid(command.entity);
    if (!repository_->update(command.entity)) return std::nullopt;
    return command.entity;
}

bool @{entity}CommandHandler::handle(const Delete@{entity}& command) const {
    return repository_->remove(command.id);
}

}  // namespace @{module}
