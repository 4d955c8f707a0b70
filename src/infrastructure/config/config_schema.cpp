#include "infrastructure/config/config_schema.hpp"

#include <limits>
#include <string_view>

#include <nlohmann/json.hpp>

#include "infrastructure/config/option_registry.hpp"

namespace telemetryflow::config {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kDuration = "^[0-9]+(\\.[0-9]+)? ?(ms|s|m|h)?$";
constexpr std::string_view kBytes = "^[0-9]+ ?([KMG](i?B|i)?|B)?$";

Json reference_to(std::string_view definition) {
    return {{"$ref", "#/$defs/" + std::string(definition)}};
}

Json number_within(const ValueForm& form, std::string_view type, std::uint64_t unit = 1) {
    Json schema{{"type", type}, {"minimum", form.least / unit}};
    if (form.most != std::numeric_limits<std::uint64_t>::max() && !form.caps) schema["maximum"] = form.most / unit;
    return schema;
}

Json words_of(const ValueForm& form) {
    Json words = Json::array();
    for (const auto word : form.words)
        words.push_back(word);
    return {{"enum", words}};
}

Json list_of(Json item) {
    return {{"type", "array"}, {"items", {{"anyOf", {std::move(item), reference_to("substituted")}}}}};
}

/// The accepted forms, besides null and a text with a variable in it.
Json forms_of(const ValueForm& form) {
    switch (form.kind) {
        case ValueKind::Text: return {{{"type", {"string", "number", "boolean"}}}};
        case ValueKind::Boolean: {
            Json forms{{{"type", "boolean"}}, {{"enum", {0, 1, "true", "false", "yes", "no", "on", "off"}}}};
            if (!form.words.empty()) forms.push_back(words_of(form));
            return forms;
        }
        case ValueKind::Count: return Json::array({number_within(form, "integer")});
        case ValueKind::Ratio: return {{{"type", "number"}, {"minimum", 0}, {"maximum", 1}}};
        case ValueKind::Duration:
            return {number_within(form, "integer", static_cast<std::uint64_t>(form.unit.count())),
                    {{"type", "string"}, {"pattern", kDuration}}};
        case ValueKind::Bytes: return {number_within(form, "integer"), {{"type", "string"}, {"pattern", kBytes}}};
        case ValueKind::Word: return Json::array({words_of(form)});
        case ValueKind::Words: return {list_of(words_of(form)), {{"type", "string"}}};
        case ValueKind::Numbers: return {list_of({{"type", "number"}}), {{"type", {"string", "number"}}}};
        case ValueKind::Entries: return {};
    }
    return {};
}

Json schema_of(const ValueForm& form) {
    if (form.kind == ValueKind::Entries) {
        return {{"type", {"object", "null"}},
                {"additionalProperties", {{"type", {"string", "number", "boolean", "null"}}}}};
    }
    Json forms = forms_of(form);
    forms.push_back({{"type", "null"}});
    if (form.kind != ValueKind::Text) forms.push_back(reference_to("substituted"));
    return {{"anyOf", forms}};
}

/// The section at `path`, made where it is not there yet.
Json& section_of(Json& root, std::string_view path) {
    Json* section = &root;
    for (auto dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
        auto& inner = (*section)["properties"][std::string(path.substr(0, dot))];
        if (inner.is_null()) {
            inner = {{"type", {"object", "null"}}, {"additionalProperties", false}, {"properties", Json::object()}};
        }
        section = &inner;
        path.remove_prefix(dot + 1);
    }
    return *section;
}

void add_key(Json& root, std::string_view key, std::string description, Json schema) {
    schema["description"] = std::move(description);
    section_of(root, key)["properties"][std::string(key.substr(key.rfind('.') + 1))] = std::move(schema);
}

}  // namespace

std::string config_schema() {
    Json root{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
              {"title", "TelemetryFlow SDK configuration file"},
              {"description", "Generated from the registry of options in src/infrastructure/config."},
              {"type", {"object", "null"}},
              {"additionalProperties", false},
              {"properties", Json::object()}};
    for (const auto& row : option_rows()) {
        if (row.key.empty()) continue;
        auto schema = schema_of(row.value.form);
        if (!row.default_text.empty()) schema["default"] = row.default_text;
        add_key(root, row.key,
                std::string(row.description) + ". " + std::string(row.variable) + " and " +
                    std::string(row.builder_call) + " win over it.",
                std::move(schema));
    }
    for (const auto& other : file_only_keys())
        add_key(root, other.key, std::string(other.description) + ".", schema_of(other.form));
    root["$defs"]["substituted"] = {{"type", "string"},
                                    {"pattern", "\\$\\{[A-Za-z_][A-Za-z0-9_]*(:[^}]*)?\\}"},
                                    {"description", "${NAME} or ${NAME:default}: the variable's value."}};
    return root.dump(2) + "\n";
}

}  // namespace telemetryflow::config
