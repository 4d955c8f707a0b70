#pragma once

// Writes values in the forms that value_parsing.hpp reads. Pure functions; safe to use from any thread.

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace telemetryflow::config {

/// "true" or "false".
[[nodiscard]] std::string print_bool(bool value);
/// In the largest unit that leaves a whole number: "1500ms", "30s", "5m", "1h"; "0ms" for none.
[[nodiscard]] std::string print_duration(std::chrono::milliseconds value);
/// In the largest unit that leaves a whole number: "1000", "512KiB", "8MiB", "1GiB".
[[nodiscard]] std::string print_bytes(std::uint64_t value);
/// The shortest text that reads back as the same number.
[[nodiscard]] std::string print_number(double value);
/// Numbers separated by commas.
[[nodiscard]] std::string print_numbers(const std::vector<double>& values);

}  // namespace telemetryflow::config
