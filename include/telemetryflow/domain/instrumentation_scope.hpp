#pragma once

// Whose telemetry it is: the library or part of a program that records (OpenTelemetry, "Instrumentation scope"). It
// owns nothing and is meant for parameters: what it refers to lives until the call returns.

#include <string_view>

#include "telemetryflow/domain/attributes.hpp"

namespace telemetryflow {

struct InstrumentationScope {
    /// For example "com.example.billing"; two scopes are the same when all of this is.
    std::string_view name{};
    std::string_view version{};
    /// Of the semantic conventions that its telemetry follows.
    std::string_view schema_url{};
    Attributes attributes{};
};

}  // namespace telemetryflow
