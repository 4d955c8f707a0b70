#pragma once

// Makes text that a server sent fit for a log line. Pure functions; safe to use from any thread.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace telemetryflow::infrastructure {

inline constexpr std::size_t kMaxServerText = 200;

/// Returns `text` with every byte outside printable ASCII replaced by '?', cut at `limit` bytes ("..." included).
[[nodiscard]] std::string printable(std::string_view text, std::size_t limit = kMaxServerText);

/// Returns `text` with every occurrence of a secret replaced by "[REDACTED]". Servers may echo a key.
[[nodiscard]] std::string redacted(std::string text, std::span<const std::string> secrets);

}  // namespace telemetryflow::infrastructure
