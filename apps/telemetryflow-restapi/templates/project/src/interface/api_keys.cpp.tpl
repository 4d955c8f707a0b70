#include "interface/api_keys.hpp"

namespace @{module} {

namespace {

// Takes as long for a key that is right at its start as for one that is wrong all over.
bool same(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    unsigned int difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned int>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
    return difference == 0;
}

}  // namespace

bool ApiKeys::allow(const httplib::Request& request) const {
@if openapi
    if (request.path == "/health" || request.path == "/openapi.json") return true;
@else
    if (request.path == "/health") return true;
@end
    return has(request.get_header_value("X-API-Key"));
}

bool ApiKeys::has(std::string_view key) const {
    bool found = false;
    for (const std::string& one : keys_)
        found = same(one, key) || found;
    return found;
}

}  // namespace @{module}
