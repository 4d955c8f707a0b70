#pragma once

// A request that cannot be understood: status 400. Its text is for the caller.

#include <stdexcept>

namespace @{module} {

class BadRequest : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace @{module}
