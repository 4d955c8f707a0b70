#pragma once

// Makes text that a server sent fit for a log line. Pure functions; safe to use from any thread.

#include <cstddef>
#include <string>
#include <string_view>

namespace telemetryflow::infrastructure {

inline constexpr std::size_t kMaxServerText = 200;

/// Returns `text` with every byte outside printable ASCII replaced by '?', cut at `limit` bytes ("..." included).
[[nodiscard]] std::string printable(std::string_view text, std::size_t limit = kMaxServerText);

}  // namespace telemetryflow::infrastructure
