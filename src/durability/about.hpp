#pragma once

// Who recorded what lies in a process's folder: what recovery needs to send it as that process would have. A value.

#include <optional>
#include <string>
#include <string_view>

namespace telemetryflow::durability {

struct About {
    static constexpr const char* kFile = "about";  // its name in the process's folder

    std::string resource;      // a serialised OTLP Resource
    std::string scopes;        // by their ids (hot::ScopeFields::from_bytes())
    std::string instance_id;   // begins the ids of its batches
    std::string boot_id = {};  // of the system's start that it ran in; empty where that is not known

    [[nodiscard]] std::string to_text() const;
    /// Nothing for what to_text() did not write whole.
    [[nodiscard]] static std::optional<About> from_text(std::string_view text);
};

}  // namespace telemetryflow::durability
