#pragma once

// Who may call: requests with one of the keys in the header X-API-Key. Any thread may ask.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <httplib.h>

namespace @{module} {

class ApiKeys {
public:
    explicit ApiKeys(std::vector<std::string> keys) : keys_(std::move(keys)) {}

@if openapi
    /// Whether the request may go on. What everybody may read needs no key: /health and /openapi.json.
@else
    /// Whether the request may go on. /health needs no key.
@end
    [[nodiscard]] bool allow(const httplib::Request& request) const;

private:
    [[nodiscard]] bool has(std::string_view key) const;

    std::vector<std::string> keys_;
};

}  // namespace @{module}
