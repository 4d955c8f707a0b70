#include "middleware/query_redaction.hpp"

#include <algorithm>

#include "middleware/redact_parameters.hpp"
#include "middleware/same_parameter.hpp"

namespace telemetryflow::middleware {

void QueryRedaction::append(Text& to, std::string_view query) const noexcept {
    append_redacted(to, query, "&;", [this](std::string_view name) {
        return std::ranges::any_of(parameters_,
                                   [name](const std::string& secret) { return same_parameter(name, secret); });
    });
}

}  // namespace telemetryflow::middleware
