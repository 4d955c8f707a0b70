#include "domain/wildcard.hpp"

#include <cstddef>

#include "domain/text.hpp"

namespace telemetryflow {

bool matches_wildcard(std::string_view pattern, std::string_view text, LetterCase letter_case) noexcept {
    constexpr std::size_t kNone = std::string_view::npos;
    const auto is_alike = [&](std::size_t of_pattern, std::size_t of_text) {
        return letter_case == LetterCase::Counts
                   ? pattern[of_pattern] == text[of_text]
                   : telemetryflow::text::iequals(pattern.substr(of_pattern, 1), text.substr(of_text, 1));
    };
    std::size_t at = 0;
    // Behind the last `*`, and what of the text it leaves to the rest: only that one ever has to take more.
    std::size_t star = kNone;
    std::size_t rest = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (at < pattern.size() && pattern[at] == '*') {
            star = ++at;
            rest = i;
        } else if (at < pattern.size() && (pattern[at] == '?' || is_alike(at, i))) {
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
