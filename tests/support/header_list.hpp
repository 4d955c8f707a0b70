#pragma once

// Headers as they come off a connection: in order, a name as often as it came, whatever its case. A carrier for
// inject() and extract().

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace telemetryflow::tests {

struct HeaderList : std::vector<std::pair<std::string, std::string>> {
    using vector::vector;

    template <class Visit>
    void get_all(std::string_view name, Visit&& visit) const {
        for (const auto& [key, value] : *this) {
            const bool same = std::equal(key.begin(), key.end(), name.begin(), name.end(), [](char a, char b) {
                return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
            });
            if (same) visit(std::string_view(value));
        }
    }
    void set(std::string_view name, std::string_view value) { emplace_back(name, value); }
};

}  // namespace telemetryflow::tests
