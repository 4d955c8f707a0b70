#pragma once

// The resource of the running process as attributes: made once, and once more in a forked child, which it tells apart.
// Used by one thread at a time.

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "telemetryflow/domain/owned_attribute.hpp"

namespace telemetryflow {

class ProcessResource {
public:
    /// `encode` gives a serialised Resource message.
    explicit ProcessResource(std::function<std::string()> encode) : encode_(std::move(encode)) {}

    /// Throws std::bad_alloc.
    [[nodiscard]] const std::vector<OwnedAttribute>& attributes();

private:
    const std::function<std::string()> encode_;
    std::vector<OwnedAttribute> attributes_;
    int process_ = 0;  // whose they are; 0: nobody's
};

}  // namespace telemetryflow
