#pragma once

// An attribute that owns its key and value. A value; share it between threads only for reading.

#include <string>

#include "telemetryflow/domain/owned_attribute_value.hpp"

namespace telemetryflow {

struct OwnedAttribute {
    std::string key{};
    OwnedAttributeValue value{};

    friend bool operator==(const OwnedAttribute&, const OwnedAttribute&) = default;
};

}  // namespace telemetryflow
