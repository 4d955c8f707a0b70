#pragma once

// The banner that a program may print at its start. Nothing is printed unless the program does so itself. Values and
// pure functions; safe to use from any thread.

#include <string>

#include "telemetryflow/export.hpp"
#include "telemetryflow/version.hpp"

namespace telemetryflow {

struct BannerConfig {
    std::string product_name = "TelemetryFlow C++ SDK";
    std::string version = std::string(kVersion);
    std::string vendor = "TelemetryFlow";
    std::string website = "https://telemetryflow.id";
    bool show_compiler = true;
    bool show_platform = true;
};

/// Returns a framed banner of several lines, the last one ended.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::string generate_banner(const BannerConfig& config = {});
/// Returns one line: product, version, and what the config shows.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::string generate_compact_banner(const BannerConfig& config = {});
/// Returns "<product> v<version> | <website>".
[[nodiscard]] TELEMETRYFLOW_EXPORT std::string generate_minimal_banner(const BannerConfig& config = {});

}  // namespace telemetryflow
