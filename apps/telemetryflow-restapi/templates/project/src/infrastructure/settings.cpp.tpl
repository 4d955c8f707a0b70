#include "infrastructure/settings.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <stdexcept>

namespace app {

namespace {

std::string variable(const char* name, const std::string& otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr || *value == '\0' ? otherwise : value;
}

int port_of(const std::string& text) {
    int port = -1;
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, port);
    if (result.ec != std::errc() || result.ptr != end || port < 0 || port > 65535) {
        throw std::runtime_error("PORT: '" + text + "' is no port; 0 picks a free one");
    }
    return port;
}
@if auth

std::vector<std::string> keys_of(const std::string& text) {
    std::vector<std::string> keys;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        if (end > begin) keys.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    if (keys.empty()) throw std::runtime_error("API_KEYS: name at least one key, or several with commas between them");
    return keys;
}
@end

}  // namespace

Settings read_settings() {
    Settings settings;
    settings.host = variable("HOST", "127.0.0.1");
    settings.port = port_of(variable("PORT", "@{port}"));
@if sqlite
    settings.database_url = variable("DATABASE_URL", "@{project}.db");
@else
    settings.database_url = variable("DATABASE_URL", "dbname=@{identifier}");
@end
@if auth
    settings.api_keys = keys_of(variable("API_KEYS", ""));
@end
    return settings;
}

}  // namespace app
