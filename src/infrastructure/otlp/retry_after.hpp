#pragma once

// The Retry-After header of RFC 9110 (10.2.3). A pure function; safe to use from any thread.

#include <chrono>
#include <optional>
#include <string_view>

namespace telemetryflow::infrastructure {

/// The longest wait that a server can ask for; more is cut to it.
inline constexpr std::chrono::hours kMaxRetryAfter{1};

/// Returns the wait that `value` asks for: a number of seconds, or an HTTP-date seen from `now`. Nothing for zero, for
/// a moment that is over, and for anything else that asks for no wait.
[[nodiscard]] std::optional<std::chrono::nanoseconds> parse_retry_after(std::string_view value,
                                                                        std::chrono::system_clock::time_point now);

/// Cuts a wait to kMaxRetryAfter; nothing when it is not positive.
[[nodiscard]] std::optional<std::chrono::nanoseconds> clamp_retry_after(std::chrono::seconds wait,
                                                                        std::chrono::nanoseconds fraction = {});

}  // namespace telemetryflow::infrastructure
