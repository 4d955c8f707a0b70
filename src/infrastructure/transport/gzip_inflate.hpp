#pragma once

// Undoes gzip within a limit. A pure function over hostile bytes; safe to use from any thread.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace telemetryflow::infrastructure {

enum class InflateResult : std::uint8_t { Done, Malformed, TooLarge };

/// Writes the content of the one gzip member `input` to `output`, never more than `limit` bytes.
[[nodiscard]] InflateResult gzip_inflate(std::string_view input, std::size_t limit, std::string& output);

}  // namespace telemetryflow::infrastructure
