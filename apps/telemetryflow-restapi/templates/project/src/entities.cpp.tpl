// Brought up to date by `telemetryflow-restapi entity`.

#include "entities.hpp"
@if entities

#include <memory>

@each entity
#include "infrastructure/sql_@{entity_file}_repository.hpp"
@end
@each entity
#include "interface/@{entity_file}_routes.hpp"
@end
@end

namespace @{module} {

@if entities
void add_entities(httplib::Server& server, Database& database) {
@each entity
    add_@{entity_file}_routes(server, std::make_shared<Sql@{entity}Repository>(database));
@end
}
@else
void add_entities(httplib::Server&, Database&) {}
@end

}  // namespace @{module}
