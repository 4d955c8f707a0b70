#pragma once

// What the environment says of this service; .env.example has the variables.

#include <string>
@if lists
#include <vector>
@end

namespace @{module} {

struct Settings {
    std::string host;
    int port = 0;
    std::string database_url;
@if auth
    std::vector<std::string> api_keys;
@end
@if cors
    std::vector<std::string> cors_origins;
@end
@if rate_limit
    int requests_per_minute = 0;  // of one caller; 0 is no limit
@end
};

/// Throws std::runtime_error that names the variable that is missing or wrong.
[[nodiscard]] Settings read_settings();

}  // namespace @{module}
