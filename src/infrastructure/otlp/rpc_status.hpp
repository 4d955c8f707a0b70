#pragma once

// google.rpc.Status, as grpc-status-details-bin and OTLP/HTTP error bodies carry it: its message and its RetryInfo.
// A pure function over hostile bytes; safe to use from any thread.

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace telemetryflow::infrastructure {

struct RpcStatus {
    std::string message;
    /// Whether a RetryInfo is among the details.
    bool has_retry_info = false;
    /// Its delay, when it asks for one; at most kMaxRetryAfter.
    std::optional<std::chrono::nanoseconds> retry_delay;
};

/// Returns the status, or nothing when the bytes are not one.
[[nodiscard]] std::optional<RpcStatus> parse_rpc_status(std::span<const std::byte> bytes);

}  // namespace telemetryflow::infrastructure
