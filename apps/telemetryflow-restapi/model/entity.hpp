#pragma once

// One entity of a project. A value.

#include <string>
#include <vector>

#include "model/field.hpp"

namespace telemetryflow::restapi {

struct Entity {
    std::string name{};        // PascalCase
    std::string collection{};  // of many: the table, and the path of its routes
    int migration = 0;         // the number of the file that makes its table
    std::vector<Field> fields{};
};

}  // namespace telemetryflow::restapi
