#pragma once

// Where the value of a setting came from. A value; safe to use from any thread.

#include <cstdint>
#include <string>

namespace telemetryflow {

struct ConfigOrigin {
    enum class Kind : std::uint8_t { Default, File, Variable, Code };

    Kind kind = Kind::Default;
    /// Of a file its path, line and column as "path:line:column", of a variable its name; else empty.
    std::string where;

    friend bool operator==(const ConfigOrigin&, const ConfigOrigin&) = default;
};

/// Returns "default", "code", "checkout.yaml:7:12" or "TELEMETRYFLOW_TIMEOUT".
[[nodiscard]] inline std::string to_string(const ConfigOrigin& origin) {
    if (origin.kind == ConfigOrigin::Kind::Default) return "default";
    if (origin.kind == ConfigOrigin::Kind::Code) return "code";
    return origin.where;
}

}  // namespace telemetryflow
