#pragma once

// How CurlClient records and propagates. A value.

#include <string>
#include <vector>

#include "telemetryflow/middleware/semantic_conventions.hpp"

namespace telemetryflow::integration {

struct CurlOptions {
    /// Whether requests carry the context. Off for services outside, which have no use for it.
    bool propagate = true;
    /// Names of query parameters whose values are not recorded, beside those that redact_url() knows.
    std::vector<std::string> secret_parameters = {};
    SemanticConventions semantic_conventions = SemanticConventions::Current;
};

}  // namespace telemetryflow::integration
