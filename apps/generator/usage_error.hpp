#pragma once

// What the user typed cannot be done: exit code 2. The message names the option and what it takes; never a secret.

#include <stdexcept>

namespace telemetryflow::generator {

class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace telemetryflow::generator
