#pragma once

// One field of an entity. A value.

#include <optional>
#include <string>

#include "model/field_type.hpp"

namespace telemetryflow::restapi {

struct Field {
    std::string name;  // lower case with '_'
    FieldType type = FieldType::String;
    bool required = false;
    // As numbers are written in C++ and JSON; lengths in characters for texts.
    std::optional<std::string> min{};
    std::optional<std::string> max{};

    friend bool operator==(const Field&, const Field&) = default;
};

}  // namespace telemetryflow::restapi
