#include "write/project_values.hpp"

#include <string>

#include "telemetryflow/version.hpp"

#include "generator/names.hpp"
#include "model/entity_names.hpp"

namespace telemetryflow::restapi {

namespace {

// The service's members in the order in which the class has them.
std::string initialisers_of(const Project& project) {
    std::string list;
    const auto add = [&list](bool has, const char* member) {
        if (has) list += (list.empty() ? "\n    : " : ",\n      ") + std::string(member);
    };
    add(project.telemetry, "middleware_(client, middleware_options())");
    add(project.auth, "keys_(settings.api_keys)");
    add(project.cors, "cors_(settings.cors_origins)");
    add(project.rate_limit, "rate_limit_(settings.requests_per_minute)");
    return list;
}

}  // namespace

generator::TemplateValues project_values(const Project& project) {
    const bool sqlite = project.database == DatabaseKind::Sqlite;
    const bool guards = project.auth || project.cors || project.rate_limit;
    const std::string version(kVersion);
    generator::TemplateValues values{
        .texts = {{"project", project.name},
                  {"identifier", generator::identifier_of(project.name)},
                  {"service", project.service},
                  {"version", project.version},
                  {"environment", project.environment},
                  {"module", project.module},
                  {"port", std::to_string(project.port)},
                  {"sdk_version", version.substr(0, version.rfind('.'))},
                  {"component", sqlite ? "sqlite" : "pqxx"},
                  {"database_module", sqlite ? "sqlite3" : "libpqxx"},
                  {"database_name", project.database_name},
                  {"database_host", project.database_host},
                  {"database_port", std::to_string(project.database_port)},
                  {"database_user", project.database_user},
                  {"database_url", sqlite ? project.database_name : "dbname=" + project.database_name},
                  {"debian_database", sqlite ? "libsqlite3-dev" : "libpqxx-dev"},
                  {"debian_runtime", sqlite ? "libsqlite3-0" : "libpqxx-6.4"},
                  {"compose_database", sqlite              ? ""
                                       : project.telemetry ? ", PostgreSQL"
                                                           : " with PostgreSQL"},
                  {"settings_name", guards ? " settings" : ""},
                  {"initialisers", initialisers_of(project)}},
        .flags = {{"telemetry", project.telemetry},
                  {"openapi", project.openapi},
                  {"cors", project.cors},
                  {"auth", project.auth},
                  {"rate_limit", project.rate_limit},
                  {"guards", guards},
                  {"lists", project.auth || project.cors},
                  {"sqlite", sqlite},
                  {"entities", !project.entities.empty()}},
        .lists = {{"entity", {}}}};
    for (const Entity& entity : project.entities) {
        values.lists["entity"].push_back(
            {.texts = {{"entity", entity.name}, {"entity_file", snake_case_of(entity.name)}}});
    }
    return values;
}

}  // namespace telemetryflow::restapi
