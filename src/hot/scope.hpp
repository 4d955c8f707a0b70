#pragma once

// An instrumentation scope that telemetry was recorded under. Made once in a ScopeTable and never changed or moved, so
// that handles may point at it.

#include <cstdint>
#include <string>

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
};

}  // namespace telemetryflow::hot
