#pragma once

// A config that is valid, to be made invalid one field at a time, and how its faults are looked at.

#include <algorithm>
#include <string>
#include <vector>

#include "telemetryflow/domain/telemetry_config.hpp"

namespace telemetryflow::test {

inline constexpr const char* kKeyId = "tfk_sample";
inline constexpr const char* kKeySecret = "tfs_canary-7f3a";

inline TelemetryConfig valid_config() {
    return TelemetryConfig::create(Credentials(kKeyId, kKeySecret), "collector.example:4317", "checkout");
}

/// Returns whether exactly one fault contains all of `parts`.
inline bool names_once(const std::vector<std::string>& faults, const std::vector<std::string>& parts) {
    return std::count_if(faults.begin(), faults.end(), [&](const auto& fault) {
               return std::all_of(parts.begin(), parts.end(),
                                  [&](const auto& part) { return fault.find(part) != std::string::npos; });
           }) == 1;
}

}  // namespace telemetryflow::test
