#pragma once

// What a call to a database failed with. It owns nothing and is meant for parameters. A value.

#include <string_view>

namespace telemetryflow::integration {

/// Words of low cardinality, and never the database's message: that quotes the data it is about.
struct DatabaseError {
    std::string_view type = {};         // error.type
    std::string_view status_code = {};  // db.response.status_code, where the database answered
};

}  // namespace telemetryflow::integration
