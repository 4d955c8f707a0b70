#pragma once

// Makes a map of headers a carrier for inject() and extract(): MapCarrier(headers). It takes std::map, std::multimap
// and their unordered kinds, from strings to strings. Keys compare as the map compares them, so a map that tells
// "traceparent" from "Traceparent" needs keys in lower case. Owns nothing; lives in parameters.

#include <string_view>
#include <utility>

namespace telemetryflow {

template <class Map>
class MapCarrier {
public:
    explicit MapCarrier(Map& map) noexcept : map_(map) {}

    template <class Visit>
    void get_all(std::string_view key, Visit&& visit) const {
        const auto [first, last] = map_.equal_range(typename Map::key_type(key));
        for (auto at = first; at != last; ++at)
            visit(std::string_view(at->second));
    }
    void set(std::string_view key, std::string_view value) const {
        typename Map::key_type name(key);
        map_.erase(name);
        map_.emplace(std::move(name), typename Map::mapped_type(value));
    }

private:
    Map& map_;
};

}  // namespace telemetryflow
