#pragma once

// A list of path patterns: exact paths, prefixes that end in '*', and patterns in which '*' is any text, slashes
// included, and '?' one character. Immutable; safe to use from any thread.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace telemetryflow::middleware {

class PathPatterns {
public:
    explicit PathPatterns(std::vector<std::string> patterns) : patterns_(std::move(patterns)) {}

    [[nodiscard]] bool match(std::string_view path) const noexcept;

private:
    std::vector<std::string> patterns_;
};

}  // namespace telemetryflow::middleware
