#include "domain/wildcard.hpp"

#include <cstddef>

namespace telemetryflow {

bool matches_wildcard(std::string_view pattern, std::string_view text) noexcept {
    constexpr std::size_t kNone = std::string_view::npos;
    std::size_t at = 0;
    // Behind the last `*`, and what of the text it leaves to the rest: only that one ever has to take more.
    std::size_t star = kNone;
    std::size_t rest = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (at < pattern.size() && pattern[at] == '*') {
            star = ++at;
            rest = i;
        } else if (at < pattern.size() && (pattern[at] == '?' || pattern[at] == text[i])) {
            ++at;
            ++i;
        } else if (star != kNone) {
            at = star;
            i = ++rest;
        } else {
            return false;
        }
    }
    while (at < pattern.size() && pattern[at] == '*')
        ++at;
    return at == pattern.size();
}

}  // namespace telemetryflow
