#pragma once

// Builders that read given variables instead of the process's, and how they fail.

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "telemetryflow/builder.hpp"
#include "telemetryflow/domain/errors.hpp"

namespace telemetryflow::test {

using Variables = std::map<std::string, std::string>;

inline Environment lookup_in(Variables variables) {
    return [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        if (found == variables.end()) return std::nullopt;
        return found->second;
    };
}

inline TelemetryFlowBuilder builder_with(Variables variables) {
    TelemetryFlowBuilder builder;
    builder.with_environment_lookup(lookup_in(std::move(variables)));
    return builder;
}

/// A builder that lacks nothing.
inline TelemetryFlowBuilder complete_builder(Variables variables = {}) {
    auto builder = builder_with(std::move(variables));
    builder.with_api_key("tfk_id", "tfs_canary-7f3a").with_endpoint("localhost:4317").with_service("checkout");
    return builder;
}

inline std::vector<std::string> faults_of(const TelemetryFlowBuilder& builder) {
    try {
        (void)builder.build_config();
    } catch (const BuilderError& error) {
        return error.faults();
    }
    return {};
}

/// Returns whether exactly one fault contains all of `parts`.
inline bool names_once(const std::vector<std::string>& faults, const std::vector<std::string>& parts) {
    return std::count_if(faults.begin(), faults.end(), [&](const auto& fault) {
               return std::all_of(parts.begin(), parts.end(),
                                  [&](const auto& part) { return fault.find(part) != std::string::npos; });
           }) == 1;
}

}  // namespace telemetryflow::test
