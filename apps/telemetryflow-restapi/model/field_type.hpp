#pragma once

// The types that fields of an entity have, and what they are elsewhere.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace telemetryflow::restapi {

enum class FieldType : std::uint8_t { String, Text, Integer, Number, Decimal, Boolean, Datetime, Uuid };

/// What `min` and `max` of a field limit.
enum class Limits : std::uint8_t { None, Length, Value };

struct FieldTypeInfo {
    FieldType type;
    std::string_view name;
    std::string_view cpp;
    std::string_view sqlite;
    std::string_view postgres;
    Limits limits;
};

[[nodiscard]] std::span<const FieldTypeInfo> field_types();
[[nodiscard]] const FieldTypeInfo& info_of(FieldType type);
/// The type of that name, or of one that the family's other generators have for it.
[[nodiscard]] std::optional<FieldType> field_type_of(std::string_view name);

}  // namespace telemetryflow::restapi
