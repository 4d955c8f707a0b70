#pragma once

// The query of a URL as telemetry may keep it (OpenTelemetry, url.query). Immutable; safe to use from any thread.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "telemetryflow/middleware/inline_text.hpp"

namespace telemetryflow::middleware {

class QueryRedaction {
public:
    using Text = InlineText<1024>;

    explicit QueryRedaction(std::vector<std::string> parameters) : parameters_(std::move(parameters)) {}

    /// Appends `query` with the values of the parameters replaced by REDACTED, and cut where the text is full.
    void append(Text& to, std::string_view query) const noexcept;

private:
    std::vector<std::string> parameters_;
};

}  // namespace telemetryflow::middleware
