#pragma once

// Ends a parse from within one of its events; never leaves the parser. Immutable after construction.

#include <stdexcept>
#include <string>

#include <yaml-cpp/mark.h>

namespace telemetryflow::yaml {

class LimitError : public std::runtime_error {
public:
    LimitError(const YAML::Mark& mark, const std::string& message) : std::runtime_error(message), mark_(mark) {}

    [[nodiscard]] const YAML::Mark& mark() const noexcept { return mark_; }

private:
    YAML::Mark mark_;
};

}  // namespace telemetryflow::yaml
