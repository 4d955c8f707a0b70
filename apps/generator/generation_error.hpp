#pragma once

// What was asked for is right and still failed: exit code 1. Nothing was written.

#include <stdexcept>

namespace telemetryflow::generator {

class GenerationError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace telemetryflow::generator
