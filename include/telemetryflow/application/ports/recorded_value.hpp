#pragma once

// An attribute's value as it was recorded: cut to the limits, and valid UTF-8. Texts and bytes are views of the span.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace telemetryflow {

using RecordedValue =
    std::variant<std::string_view, bool, std::int64_t, double, std::span<const std::byte>,
                 std::vector<std::string_view>, std::vector<bool>, std::vector<std::int64_t>, std::vector<double>>;

}  // namespace telemetryflow
