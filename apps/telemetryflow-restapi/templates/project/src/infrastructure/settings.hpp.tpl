#pragma once

// What the environment says of this service; .env.example has the variables.

#include <string>
#include <vector>

namespace app {

struct Settings {
    std::string host;
    int port = 0;
    std::string database_url;
@if auth
    std::vector<std::string> api_keys;
@end
};

/// Throws std::runtime_error that names the variable that is missing or wrong.
[[nodiscard]] Settings read_settings();

}  // namespace app
