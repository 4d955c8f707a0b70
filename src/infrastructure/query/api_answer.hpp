#pragma once

// What the backend answered to one query. Used by one thread.

#include <string>

#include <nlohmann/json.hpp>

namespace telemetryflow::infrastructure {

struct ApiAnswer {
    std::string url = {};  // what was asked, as it may be shown
    bool found = true;
    nlohmann::json body = {};  // an object
};

}  // namespace telemetryflow::infrastructure
