#include "generator/nearest.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace telemetryflow::generator {

namespace {

// Insertions, deletions and replacements between the two, and neighbours that changed places, which is how most words
// are mistyped.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::vector<std::size_t> next(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        next[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            next[j + 1] = std::min({row[j] + (a[i] == b[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1});
            const bool swapped = i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j];
            if (swapped) next[j + 1] = std::min(next[j + 1], before[j - 1] + 1);
        }
        before.swap(row);
        row.swap(next);
    }
    return row.back();
}

}  // namespace

const std::string* nearest(std::string_view typed, std::span<const std::string> names) {
    const std::string* found = nullptr;
    // More than a third of it mistyped is another word.
    std::size_t least = std::max<std::size_t>(typed.size() / 3, 1) + 1;
    for (const std::string& name : names) {
        const std::size_t distance = edit_distance(typed, name);
        if (distance >= least) continue;
        least = distance;
        found = &name;
    }
    return found;
}

std::string did_you_mean(std::string_view typed, std::span<const std::string> names) {
    const std::string* name = nearest(typed, names);
    return name == nullptr ? std::string() : "; did you mean " + *name + "?";
}

}  // namespace telemetryflow::generator
