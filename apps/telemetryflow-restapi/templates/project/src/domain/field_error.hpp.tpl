#pragma once

// What is wrong with one field of what a caller sent.

#include <string>
#include <vector>

namespace @{module} {

struct FieldError {
    std::string field;
    std::string what;
};

using FieldErrors = std::vector<FieldError>;

}  // namespace @{module}
