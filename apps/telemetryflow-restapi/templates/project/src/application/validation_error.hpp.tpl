#pragma once

// What a caller sent breaks the rules of its fields.

#include <stdexcept>
#include <utility>

#include "domain/field_error.hpp"

namespace @{module} {

class ValidationError : public std::runtime_error {
public:
    explicit ValidationError(FieldErrors errors) : std::runtime_error("invalid fields"), errors_(std::move(errors)) {}

    [[nodiscard]] const FieldErrors& errors() const { return errors_; }

private:
    FieldErrors errors_;
};

}  // namespace @{module}
