#include "write/openapi.hpp"

#include <nlohmann/json.hpp>

namespace telemetryflow::restapi {

namespace {

using Json = nlohmann::ordered_json;

Json ref(const std::string& section, const std::string& name) {
    return {{"$ref", "#/components/" + section + "/" + name}};
}

Json with_json(const std::string& description, const Json& schema) {
    return {{"description", description}, {"content", {{"application/json", {{"schema", schema}}}}}};
}

Json schema_of(FieldType type) {
    switch (type) {
        case FieldType::Integer: return {{"type", "integer"}, {"format", "int64"}};
        case FieldType::Number: return {{"type", "number"}, {"format", "double"}};
        case FieldType::Decimal:
            return {{"type", "string"}, {"format", "decimal"}, {"pattern", "^-?[0-9]{1,14}(\\.[0-9]{1,4})?$"}};
        case FieldType::Boolean: return {{"type", "boolean"}};
        case FieldType::Datetime: return {{"type", "string"}, {"format", "date-time"}};
        case FieldType::Uuid: return {{"type", "string"}, {"format", "uuid"}};
        case FieldType::String:
        case FieldType::Text: break;
    }
    return {{"type", "string"}};
}

Json schema_of(const Field& field) {
    Json schema = schema_of(field.type);
    if (field.type == FieldType::Decimal) {
        // JSON Schema compares numbers only.
        std::string limits = field.min ? "At least " + *field.min + ". " : "";
        if (field.max) limits += "At most " + *field.max + ".";
        if (!limits.empty()) schema["description"] = limits;
    } else {
        const bool length = info_of(field.type).limits == Limits::Length;
        if (field.min) schema[length ? "minLength" : "minimum"] = Json::parse(*field.min);
        if (field.max) schema[length ? "maxLength" : "maximum"] = Json::parse(*field.max);
    }
    if (!field.required) schema["nullable"] = true;
    return schema;
}

void add_schemas(const Entity& entity, Json& schemas) {
    Json properties = Json::object();
    Json required = Json::array();
    for (const Field& field : entity.fields) {
        properties[field.name] = schema_of(field);
        if (field.required) required.push_back(field.name);
    }
    Json input{{"type", "object"}, {"additionalProperties", false}, {"properties", properties}};
    if (!required.empty()) input["required"] = required;
    schemas[entity.name + "Input"] = input;

    Json whole{{"id", {{"type", "integer"}, {"format", "int64"}}}};
    whole.update(properties);
    required = Json::array({"id"});
    for (const Field& field : entity.fields)
        required.push_back(field.name);
    schemas[entity.name] = {{"type", "object"}, {"properties", whole}, {"required", required}};
    schemas[entity.name + "List"] = {{"type", "object"},
                                     {"properties",
                                      {{"items", {{"type", "array"}, {"items", ref("schemas", entity.name)}}},
                                       {"total", {{"type", "integer"}, {"format", "int64"}}},
                                       {"limit", {{"type", "integer"}}},
                                       {"offset", {{"type", "integer"}}}}},
                                     {"required", {"items", "total", "limit", "offset"}}};
}

Json operation(const Entity& entity, const std::string& verb, Json responses, const Project& project) {
    if (project.auth) responses["401"] = ref("responses", "Unauthorized");
    if (project.rate_limit) responses["429"] = ref("responses", "TooManyRequests");
    return {{"operationId", verb + entity.name}, {"tags", Json::array({entity.name})}, {"responses", responses}};
}

void add_paths(const Entity& entity, const Project& project, Json& paths) {
    const Json one = ref("schemas", entity.name);
    const Json body{{"required", true},
                    {"content", {{"application/json", {{"schema", ref("schemas", entity.name + "Input")}}}}}};
    const Json missing = ref("responses", "NotFound");
    const Json bad = ref("responses", "BadRequest");
    const Json invalid = ref("responses", "Invalid");

    Json list =
        operation(entity, "list",
                  {{"200", with_json("A page, by id.", ref("schemas", entity.name + "List"))}, {"400", bad}}, project);
    list["parameters"] = Json::array({ref("parameters", "limit"), ref("parameters", "offset")});
    Json create =
        operation(entity, "create", {{"201", with_json("Created.", one)}, {"400", bad}, {"422", invalid}}, project);
    create["requestBody"] = body;
    paths["/" + entity.collection] = {{"get", list}, {"post", create}};

    Json update =
        operation(entity, "update",
                  {{"200", with_json("Updated.", one)}, {"400", bad}, {"404", missing}, {"422", invalid}}, project);
    update["requestBody"] = body;
    paths["/" + entity.collection + "/{id}"] = {
        {"parameters", Json::array({ref("parameters", "id")})},
        {"get", operation(entity, "get", {{"200", with_json("Found.", one)}, {"404", missing}}, project)},
        {"put", update},
        {"delete", operation(entity, "delete", {{"204", {{"description", "Deleted."}}}, {"404", missing}}, project)}};
}

Json parameter(const std::string& name, const std::string& in, const Json& schema) {
    Json parameter{{"name", name}, {"in", in}};
    if (in == "path") parameter["required"] = true;
    parameter["schema"] = schema;
    return parameter;
}

Json responses(const Project& project) {
    const Json error = ref("schemas", "Error");
    Json responses{{"BadRequest", with_json("The request cannot be understood.", error)},
                   {"NotFound", with_json("There is none of this id.", error)},
                   {"Invalid", with_json("A field breaks its rules.", error)}};
    if (project.auth) responses["Unauthorized"] = with_json("The key is missing or wrong.", error);
    if (project.rate_limit) responses["TooManyRequests"] = with_json("The caller has to wait (Retry-After).", error);
    return responses;
}

}  // namespace

std::string openapi_of(const Project& project) {
    Json paths{{"/health",
                {{"get",
                  {{"operationId", "health"},
                   {"security", Json::array()},
                   {"responses", {{"200", {{"description", "The service runs."}}}}}}}}}};
    Json schemas{{"Error",
                  {{"type", "object"},
                   {"properties",
                    {{"error", {{"type", "string"}}},
                     {"fields", {{"type", "object"}, {"additionalProperties", {{"type", "string"}}}}}}},
                   {"required", Json::array({"error"})}}}};
    for (const Entity& entity : project.entities) {
        add_paths(entity, project, paths);
        add_schemas(entity, schemas);
    }
    Json components{{"schemas", schemas},
                    {"parameters",
                     {{"id", parameter("id", "path", {{"type", "integer"}, {"format", "int64"}})},
                      {"limit", parameter("limit", "query",
                                          {{"type", "integer"}, {"minimum", 1}, {"maximum", 100}, {"default", 20}})},
                      {"offset", parameter("offset", "query", {{"type", "integer"}, {"minimum", 0}, {"default", 0}})}}},
                    {"responses", responses(project)}};
    Json document{
        {"openapi", "3.0.3"}, {"info", {{"title", project.service}, {"version", project.version}}}, {"paths", paths}};
    if (project.auth) {
        components["securitySchemes"] = {{"ApiKey", {{"type", "apiKey"}, {"in", "header"}, {"name", "X-API-Key"}}}};
        document["security"] = Json::array({{{"ApiKey", Json::array()}}});
    }
    document["components"] = components;
    return document.dump(2) + "\n";
}

}  // namespace telemetryflow::restapi
