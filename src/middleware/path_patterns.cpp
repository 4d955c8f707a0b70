#include "middleware/path_patterns.hpp"

#include <algorithm>
#include <cstddef>

namespace telemetryflow::middleware {
namespace {

// Goes back to the latest '*' only, which is enough: what an earlier one could take instead, the latest can take too.
bool matches(std::string_view pattern, std::string_view path) noexcept {
    std::size_t at = 0;
    std::size_t star = std::string_view::npos;
    std::size_t taken = 0;  // where in the path the star's text ends
    for (std::size_t i = 0; i < path.size();) {
        if (at < pattern.size() && pattern[at] == '*') {
            star = at++;
            taken = i;
        } else if (at < pattern.size() && (pattern[at] == '?' || pattern[at] == path[i])) {
            ++at;
            ++i;
        } else if (star != std::string_view::npos) {
            at = star + 1;
            i = ++taken;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

}  // namespace

bool PathPatterns::match(std::string_view path) const noexcept {
    return std::any_of(patterns_.begin(), patterns_.end(),
                       [&](const std::string& pattern) { return matches(pattern, path); });
}

}  // namespace telemetryflow::middleware
