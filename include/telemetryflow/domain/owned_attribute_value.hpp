#pragma once

// The value of an attribute that owns its data (OpenTelemetry common specification, "AnyValue"). A value; share it
// between threads only for reading.

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace telemetryflow {

/// Bytes are std::byte, an array has elements of one type, and an empty one is an array of strings.
using OwnedAttributeValue =
    std::variant<std::string, bool, std::int64_t, double, std::vector<std::byte>, std::vector<std::string>,
                 std::vector<bool>, std::vector<std::int64_t>, std::vector<double>>;

}  // namespace telemetryflow
