#include "middleware/query_redaction.hpp"

#include <algorithm>

#include "middleware/redact_parameters.hpp"

namespace telemetryflow::middleware {

void QueryRedaction::append(Text& to, std::string_view query) const noexcept {
    append_redacted(to, query, "&", [this](std::string_view name) {
        return std::find(parameters_.begin(), parameters_.end(), name) != parameters_.end();
    });
}

}  // namespace telemetryflow::middleware
