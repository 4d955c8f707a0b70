#pragma once

// What is known of a project that `new` made: all that its shared files are written from. A value.

#include <string>
#include <vector>

#include "model/database_kind.hpp"
#include "model/entity.hpp"

namespace telemetryflow::restapi {

struct Project {
    std::string name{};
    std::string service{};
    DatabaseKind database = DatabaseKind::Sqlite;
    bool auth = true;
    int port = 8080;
    std::vector<Entity> entities{};
};

}  // namespace telemetryflow::restapi
