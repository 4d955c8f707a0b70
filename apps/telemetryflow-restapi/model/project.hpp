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
    std::string version = "1.0.0";
    std::string environment = "production";
    std::string module = "app";  // the namespace of the code
    DatabaseKind database = DatabaseKind::Sqlite;
    std::string database_name{};  // of PostgreSQL, or SQLite's file
    std::string database_host = "127.0.0.1";
    int database_port = 5432;
    std::string database_user{};
    bool telemetry = true;
    bool openapi = true;  // whether the service has it at a path
    bool cors = true;
    bool auth = true;
    bool rate_limit = true;
    int port = 8080;
    std::vector<Entity> entities{};
};

}  // namespace telemetryflow::restapi
