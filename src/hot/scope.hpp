#pragma once

// An instrumentation scope that telemetry was recorded under. Made once in a ScopeTable and never changed or moved, so
// that handles may point at it.

#include <array>
#include <cstdint>
#include <string>

#include "telemetryflow/domain/severity_level.hpp"
#include "telemetryflow/domain/signal_type.hpp"

#include "hot/scope_fields.hpp"

namespace telemetryflow::hot {

struct Scope {
    /// What the SDK's own telemetry, and what is recorded without a scope of its own, belongs to.
    static constexpr std::uint16_t kOwn = 0;

    std::uint16_t id = kOwn;
    std::string name;
    std::string version;
    std::string schema_url;
    ScopeFields fields;

    // What the rule for it says (ScopeRule).
    std::array<bool, kSignalCount> enabled{true, true, true};  // by SignalType
    SeverityLevel minimum_severity = SeverityLevel::Trace;
    bool trace_based_logs = false;

    [[nodiscard]] bool may_record(SignalType signal) const noexcept {
        return enabled[static_cast<std::size_t>(signal)];
    }
};

}  // namespace telemetryflow::hot
