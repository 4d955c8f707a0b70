#include "infrastructure/settings.hpp"

@if lists
#include <algorithm>
@end
#include <charconv>
#include <cstdlib>
#include <stdexcept>

namespace @{module} {

namespace {

std::string variable(const char* name, const std::string& otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr || *value == '\0' ? otherwise : value;
}

/// -1 for what is no number from 0 on.
int number_of(const std::string& text) {
    int number = -1;
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    return result.ec != std::errc() || result.ptr != end || number < 0 ? -1 : number;
}

int port_of(const std::string& text) {
    const int port = number_of(text);
    if (port < 0 || port > 65535) throw std::runtime_error("PORT: '" + text + "' is no port; 0 picks a free one");
    return port;
}
@if lists

/// What has commas between.
std::vector<std::string> list_of(const std::string& text) {
    std::vector<std::string> list;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        if (end > begin) list.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return list;
}
@end

}  // namespace

Settings read_settings() {
    Settings settings;
    settings.host = variable("HOST", "127.0.0.1");
    settings.port = port_of(variable("PORT", "@{port}"));
    settings.database_url = variable("DATABASE_URL", "@{database_url}");
@if auth
    settings.api_keys = list_of(variable("API_KEYS", ""));
    if (settings.api_keys.empty()) {
        throw std::runtime_error("API_KEYS: name at least one key, or several with commas between them");
    }
@end
@if cors
    settings.cors_origins = list_of(variable("CORS_ORIGINS", ""));
@end
@if rate_limit
    const std::string limit = variable("RATE_LIMIT", "600");
    settings.requests_per_minute = number_of(limit);
    if (settings.requests_per_minute < 0) {
        throw std::runtime_error("RATE_LIMIT: '" + limit + "' is no number of requests a minute; 0 is no limit");
    }
@end
    return settings;
}

}  // namespace @{module}
