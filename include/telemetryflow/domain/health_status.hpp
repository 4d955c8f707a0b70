#pragma once

// The SDK's own health, as GetHealthQuery answers it. A value; safe to use from any thread.

#include <cstdint>
#include <string_view>

namespace telemetryflow {

enum class HealthStatus : std::uint8_t { Healthy, Degraded, Unhealthy };

/// Returns "healthy", "degraded" or "unhealthy".
[[nodiscard]] constexpr std::string_view to_string(HealthStatus status) noexcept {
    switch (status) {
        case HealthStatus::Healthy: return "healthy";
        case HealthStatus::Degraded: return "degraded";
        case HealthStatus::Unhealthy: return "unhealthy";
    }
    return "unknown";
}

}  // namespace telemetryflow
