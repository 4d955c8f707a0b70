// Times as people write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace telemetryflow::local {

// "2024-05-01T12:00:00[.fraction](Z|+hh:mm|-hh:mm)" as Unix nanoseconds; nothing for anything else or before 1970.
std::optional<std::int64_t> parse_rfc3339(std::string_view text);

}  // namespace telemetryflow::local
