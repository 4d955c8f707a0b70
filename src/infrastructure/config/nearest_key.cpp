#include "infrastructure/config/nearest_key.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace telemetryflow::config {

std::size_t edit_distance(std::string_view a, std::string_view b) {
    // Rows of the table of distances between all beginnings of both: the one before the last, the last, this one.
    std::vector<std::size_t> earlier(b.size() + 1);
    std::vector<std::size_t> above(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::swap(earlier, above);
        std::swap(above, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], earlier[j - 2] + 1);
        }
    }
    return row[b.size()];
}

std::string_view nearest_key(std::string_view key, std::span<const std::string_view> candidates) {
    constexpr std::size_t kLongest = 100;
    if (key.size() > kLongest) return {};
    std::string_view nearest;
    std::size_t least = std::max<std::size_t>(2, key.size() / 3) + 1;
    for (const auto candidate : candidates) {
        const auto distance = edit_distance(key, candidate);
        if (distance >= least) continue;
        least = distance;
        nearest = candidate;
    }
    return nearest;
}

}  // namespace telemetryflow::config
