#include "model/project_manifest.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include <nlohmann/json.hpp>

#include "generator/generation_error.hpp"
#include "generator/names.hpp"
#include "generator/read_file.hpp"
#include "model/entity_names.hpp"
#include "model/parse_fields.hpp"
#include "model/project_names.hpp"

namespace telemetryflow::restapi {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kFormat = 2;
constexpr int kLargestPort = 65535;
constexpr std::array<std::pair<std::string_view, bool Project::*>, 5> kFlags{{{"telemetry", &Project::telemetry},
                                                                              {"openapi", &Project::openapi},
                                                                              {"cors", &Project::cors},
                                                                              {"auth", &Project::auth},
                                                                              {"rate_limit", &Project::rate_limit}}};

Entity entity_from(const Json& json) {
    Entity entity{.name = json.at("name").get<std::string>(),
                  .collection = json.at("collection").get<std::string>(),
                  .migration = json.at("migration").get<int>()};
    check_entity_name(entity.name);
    if (!is_snake_case(entity.collection)) throw std::runtime_error("'" + entity.collection + "' is no collection");
    std::string fields;
    for (const Json& field : json.at("fields"))
        fields += field.get<std::string>() + " ";
    entity.fields = parse_fields(fields);
    return entity;
}

void read_database(const Json& json, Project& project) {
    const std::string kind = json.at("kind").get<std::string>();
    if (kind != "sqlite" && kind != "postgres") throw std::runtime_error("database: there is no " + kind);
    project.database = kind == "sqlite" ? DatabaseKind::Sqlite : DatabaseKind::Postgres;
    project.database_name = json.at("name").get<std::string>();
    check_database_word("database name", project.database_name);
    if (project.database == DatabaseKind::Sqlite) return;
    project.database_host = json.at("host").get<std::string>();
    project.database_port = json.at("port").get<int>();
    project.database_user = json.at("user").get<std::string>();
    check_database_word("database host", project.database_host);
    check_database_word("database user", project.database_user);
    if (project.database_port < 1 || project.database_port > kLargestPort) {
        throw std::runtime_error("database port: out of range");
    }
}

Project project_from(const Json& json) {
    if (json.at("format") != kFormat) throw std::runtime_error("it is of another version of this program");
    Project project;
    project.name = json.at("project").get<std::string>();
    project.service = json.at("service").get<std::string>();
    project.version = json.at("version").get<std::string>();
    project.environment = json.at("environment").get<std::string>();
    project.module = json.at("module").get<std::string>();
    for (const auto& [name, flag] : kFlags)
        project.*flag = json.at(std::string(name)).get<bool>();
    project.port = json.at("port").get<int>();
    generator::check_project_name("project", project.name);
    generator::check_text("service", project.service);
    generator::check_text("version", project.version);
    generator::check_text("environment", project.environment);
    check_module_name("module", project.module);
    if (project.port < 1 || project.port > kLargestPort) throw std::runtime_error("port: out of range");
    read_database(json.at("database"), project);
    for (const Json& one : json.at("entities")) {
        Entity entity = entity_from(one);
        check_no_clash(entity, project);
        project.entities.push_back(std::move(entity));
    }
    return project;
}

}  // namespace

std::string to_manifest(const Project& project) {
    Json entities = Json::array();
    for (const Entity& entity : project.entities) {
        Json fields = Json::array();
        for (const Field& field : entity.fields)
            fields.push_back(to_text(field));
        entities.push_back({{"name", entity.name},
                            {"collection", entity.collection},
                            {"migration", entity.migration},
                            {"fields", fields}});
    }
    Json database{{"kind", to_string(project.database)}, {"name", project.database_name}};
    if (project.database == DatabaseKind::Postgres) {
        database["host"] = project.database_host;
        database["port"] = project.database_port;
        database["user"] = project.database_user;
    }
    Json json{{"format", kFormat},
              {"project", project.name},
              {"service", project.service},
              {"version", project.version},
              {"environment", project.environment},
              {"module", project.module},
              {"database", database}};
    for (const auto& [name, flag] : kFlags)
        json[std::string(name)] = project.*flag;
    json["port"] = project.port;
    json["entities"] = entities;
    return json.dump(2) + "\n";
}

Project from_manifest(std::string_view text, const std::string& file) {
    try {
        return project_from(Json::parse(text));
    } catch (const std::exception& error) {
        throw generator::GenerationError(file + " cannot be read: " + error.what());
    }
}

Project read_project(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / kManifestFile;
    std::error_code error;
    if (!std::filesystem::exists(file, error)) {
        throw generator::GenerationError(
            folder.string() + " has no " + kManifestFile +
            ": make a project with `telemetryflow-restapi new`, or name its folder with -o");
    }
    return from_manifest(generator::read_file(file), file.string());
}

}  // namespace telemetryflow::restapi
