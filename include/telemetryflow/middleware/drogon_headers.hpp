#pragma once

// The headers of a message as Drogon has them, with names in lower case and one value for each: a carrier to extract
// from. Views them; lives in parameters.

#include <string_view>

namespace telemetryflow {

template <class Map>
class DrogonHeaders {
public:
    explicit DrogonHeaders(const Map& headers) noexcept : headers_(headers) {}

    [[nodiscard]] std::string_view get(std::string_view name) const {
        const auto found = headers_.find(typename Map::key_type(name));
        return found == headers_.end() ? std::string_view() : std::string_view(found->second);
    }

private:
    const Map& headers_;
};

}  // namespace telemetryflow
