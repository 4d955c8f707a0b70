#pragma once

// Decimals as the services that are written have them: 14 digits before the point, 4 behind it. Pure functions.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace telemetryflow::restapi {

/// The ten-thousandths of "12" or "-0.5"; nothing for what is no such decimal.
[[nodiscard]] std::optional<std::int64_t> parse_decimal(std::string_view text);
/// Without zeros that say nothing.
[[nodiscard]] std::string decimal_text(std::int64_t ten_thousandths);

}  // namespace telemetryflow::restapi
