#include "model/field_type.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace telemetryflow::restapi {

namespace {

// In the order of FieldType.
constexpr std::array<FieldTypeInfo, 8> kTypes{{
    {FieldType::String, "string", "std::string", "TEXT", "TEXT", Limits::Length},
    {FieldType::Text, "text", "std::string", "TEXT", "TEXT", Limits::Length},
    {FieldType::Integer, "integer", "std::int64_t", "INTEGER", "BIGINT", Limits::Value},
    {FieldType::Number, "number", "double", "REAL", "DOUBLE PRECISION", Limits::Value},
    // SQLite would make a floating point number of any numeric type.
    {FieldType::Decimal, "decimal", "Decimal", "TEXT", "NUMERIC(18, 4)", Limits::Value},
    {FieldType::Boolean, "boolean", "bool", "INTEGER", "BOOLEAN", Limits::None},
    {FieldType::Datetime, "datetime", "std::string", "TEXT", "TIMESTAMPTZ", Limits::None},
    {FieldType::Uuid, "uuid", "std::string", "TEXT", "UUID", Limits::None},
}};

constexpr std::array<std::pair<std::string_view, FieldType>, 9> kAliases{{
    {"int", FieldType::Integer},
    {"int64", FieldType::Integer},
    {"bigint", FieldType::Integer},
    {"float", FieldType::Number},
    {"float64", FieldType::Number},
    {"double", FieldType::Number},
    {"bool", FieldType::Boolean},
    {"time", FieldType::Datetime},
    {"timestamp", FieldType::Datetime},
}};

}  // namespace

std::span<const FieldTypeInfo> field_types() {
    return kTypes;
}

const FieldTypeInfo& info_of(FieldType type) {
    return kTypes.at(static_cast<std::size_t>(type));
}

std::optional<FieldType> field_type_of(std::string_view name) {
    const auto* type = std::find_if(kTypes.begin(), kTypes.end(), [name](const auto& one) { return one.name == name; });
    if (type != kTypes.end()) return type->type;
    const auto* alias =
        std::find_if(kAliases.begin(), kAliases.end(), [name](const auto& one) { return one.first == name; });
    if (alias != kAliases.end()) return alias->second;
    return std::nullopt;
}

}  // namespace telemetryflow::restapi
