#include "model/project_manifest.hpp"

#include <nlohmann/json.hpp>

#include "generator/generation_error.hpp"
#include "generator/names.hpp"
#include "generator/read_file.hpp"
#include "model/entity_names.hpp"
#include "model/parse_fields.hpp"

namespace telemetryflow::restapi {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;
constexpr int kLargestPort = 65535;

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

Project project_from(const Json& json) {
    if (json.at("format") != kFormat) throw std::runtime_error("it is of another version of this program");
    Project project{.name = json.at("project").get<std::string>(),
                    .service = json.at("service").get<std::string>(),
                    .auth = json.at("auth").get<bool>(),
                    .port = json.at("port").get<int>()};
    generator::check_project_name("project", project.name);
    generator::check_text("service", project.service);
    if (project.port < 1 || project.port > kLargestPort) throw std::runtime_error("port: out of range");
    const std::string database = json.at("database").get<std::string>();
    if (database != "sqlite" && database != "postgres") throw std::runtime_error("database: there is no " + database);
    project.database = database == "sqlite" ? DatabaseKind::Sqlite : DatabaseKind::Postgres;
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
    const Json json{{"format", kFormat},          {"project", project.name},
                    {"service", project.service}, {"database", to_string(project.database)},
                    {"auth", project.auth},       {"port", project.port},
                    {"entities", entities}};
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
