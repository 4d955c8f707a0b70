#include "write/project_values.hpp"

#include <string>

#include "telemetryflow/version.hpp"

#include "generator/names.hpp"
#include "model/entity_names.hpp"

namespace telemetryflow::restapi {

generator::TemplateValues project_values(const Project& project) {
    const bool sqlite = project.database == DatabaseKind::Sqlite;
    const std::string version(kVersion);
    generator::TemplateValues values{
        .texts = {{"project", project.name},
                  {"identifier", generator::identifier_of(project.name)},
                  {"service", project.service},
                  {"port", std::to_string(project.port)},
                  {"sdk_version", version.substr(0, version.rfind('.'))},
                  {"component", sqlite ? "sqlite" : "pqxx"},
                  {"debian_database", sqlite ? "libsqlite3-dev" : "libpqxx-dev"},
                  {"debian_runtime", sqlite ? "libsqlite3-0" : "libpqxx-6.4"},
                  {"compose_database", sqlite ? "" : ", PostgreSQL"}},
        .flags = {{"auth", project.auth}, {"sqlite", sqlite}, {"entities", !project.entities.empty()}},
        .lists = {{"entity", {}}}};
    for (const Entity& entity : project.entities) {
        values.lists["entity"].push_back(
            {.texts = {{"entity", entity.name}, {"entity_file", snake_case_of(entity.name)}}});
    }
    return values;
}

}  // namespace telemetryflow::restapi
