#include "interface/@{entity_file}_json.hpp"

#include "interface/json_reader.hpp"
#include "interface/json_value.hpp"

namespace @{module} {

nlohmann::json json_of(const @{entity}& entity) {
    return {
        {"id", entity.id},
@each field
        {"@{name}", json_value(entity.@{name})},
@end
    };
}

@{entity} @{entity_file}_from(const std::string& body) {
    JsonReader reader(body);
    @{entity} entity;
@each field
    reader.read("@{name}", entity.@{name});
@end
    reader.finish();
    return entity;
}

}  // namespace @{module}
