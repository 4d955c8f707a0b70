#pragma once

// Values for the tests of a service, as expressions of C++: one that a field takes, and those that it refuses. Pure
// functions.

#include <string>
#include <vector>

#include "model/field.hpp"

namespace telemetryflow::restapi {

struct Violation {
    std::string value;
    std::string what;  // what callers are told of it
};

[[nodiscard]] std::string sample_of(const Field& field);
[[nodiscard]] std::vector<Violation> violations_of(const Field& field);

}  // namespace telemetryflow::restapi
