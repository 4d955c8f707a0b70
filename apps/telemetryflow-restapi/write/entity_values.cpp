#include "write/entity_values.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/decimal_text.hpp"
#include "model/entity_names.hpp"
#include "write/field_samples.hpp"
#include "write/project_values.hpp"

namespace telemetryflow::restapi {

namespace {

using generator::TemplateValues;

std::string type_of(const Field& field) {
    const std::string type(info_of(field.type).cpp);
    return field.required ? type : "std::optional<" + type + ">";
}

std::string sql_type_of(const Field& field, DatabaseKind database) {
    const FieldTypeInfo& info = info_of(field.type);
    const std::string type(database == DatabaseKind::Sqlite ? info.sqlite : info.postgres);
    return field.required ? type + " NOT NULL" : type;
}

/// The column as it is read: a time comes back in the form in which it was sent.
std::string selected(const Field& field, DatabaseKind database) {
    const std::string column = '"' + field.name + '"';
    if (database == DatabaseKind::Sqlite || field.type != FieldType::Datetime) return column;
    return "to_char(" + column + R"( AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))";
}

std::string literal_of(FieldType type, const std::string& limit) {
    if (type == FieldType::Integer) return "std::int64_t{" + limit + "}";
    if (type == FieldType::Number) return limit;
    return "Decimal::from_ten_thousandths(" + std::to_string(parse_decimal(limit).value_or(0)) + ")";
}

/// Calls of what domain/rules.hpp has.
std::vector<TemplateValues> checks_of(const Field& field) {
    std::vector<TemplateValues> checks;
    const std::string arguments = "(errors, \"" + field.name + "\", entity." + field.name;
    const auto add = [&](const std::string& function, const std::string& more) {
        checks.push_back({.texts = {{"call", function + arguments + more + ")"}}});
    };
    const bool length = info_of(field.type).limits == Limits::Length;
    const auto add_limit = [&](const std::string& function, const std::string& limit) {
        add(function, ", " + (length ? limit : literal_of(field.type, limit) + ", \"" + limit + "\""));
    };
    // No text is shorter than nothing.
    if (field.min && !(length && *field.min == "0")) add_limit(length ? "min_length" : "at_least", *field.min);
    if (field.max) add_limit(length ? "max_length" : "at_most", *field.max);
    if (field.type == FieldType::Uuid) add("uuid", "");
    if (field.type == FieldType::Datetime) add("datetime", "");
    return checks;
}

template <class Part>
std::string joined(const Entity& entity, Part part) {
    std::string all;
    std::size_t position = 0;
    for (const Field& field : entity.fields) {
        ++position;
        all += (position == 1 ? "" : ", ") + part(field, position);
    }
    return all;
}

template <class Item>
void append(std::vector<Item>& to, std::vector<Item> items) {
    std::move(items.begin(), items.end(), std::back_inserter(to));
}

}  // namespace

TemplateValues entity_values(const Entity& entity, const Project& project) {
    const DatabaseKind database = project.database;
    const auto placeholder = [](std::size_t position) { return "$" + std::to_string(position); };
    const bool any_required =
        std::any_of(entity.fields.begin(), entity.fields.end(), [](const Field& field) { return field.required; });
    TemplateValues values = project_values(project);
    values.texts.insert(
        {{"entity", entity.name},
         {"entity_file", snake_case_of(entity.name)},
         {"table", entity.collection},
         {"columns", joined(entity, [](const Field& field, auto) { return '"' + field.name + '"'; })},
         {"placeholders", joined(entity, [&](const Field&, auto position) { return placeholder(position); })},
         {"assignments",
          joined(entity, [&](const Field& field,
                             auto position) { return '"' + field.name + "\" = " + placeholder(position); })},
         {"selected", joined(entity, [&](const Field& field, auto) { return selected(field, database); })},
         {"id_placeholder", placeholder(entity.fields.size() + 1)}});
    values.flags["has_required"] = any_required;
    for (const char* list : {"field", "check", "violation"})
        values.lists[list];
    std::size_t position = 0;
    for (const Field& field : entity.fields) {
        ++position;
        values.lists["field"].push_back({.texts = {{"name", field.name},
                                                   {"type", type_of(field)},
                                                   {"sql_type", sql_type_of(field, database)},
                                                   {"position", std::to_string(position)},
                                                   {"comma", position == entity.fields.size() ? "" : ","},
                                                   {"sample", sample_of(field)}},
                                         .flags = {{"required", field.required}}});
        append(values.lists["check"], checks_of(field));
        for (const Violation& violation : violations_of(field)) {
            values.lists["violation"].push_back(
                {.texts = {{"name", field.name}, {"value", violation.value}, {"what", violation.what}}});
        }
    }
    values.flags["has_checks"] = !values.lists["check"].empty();
    return values;
}

}  // namespace telemetryflow::restapi
