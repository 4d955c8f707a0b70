#pragma once

// URLs as they may be recorded: without user name, password and secrets in the query (OpenTelemetry semantic
// conventions, "url.full"). A pure function; safe to use from any thread.

#include <span>
#include <string>
#include <string_view>

#include "telemetryflow/export.hpp"

namespace telemetryflow::integration {

/// Returns `url` with "REDACTED" for a user name, a password, and the value of every parameter of the query or fragment
/// whose name is among secret_parameter_names() or `more_names`. Names are compared without regard to case, and
/// percent-decoded. Takes any text, a URL or not.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::string redact_url(std::string_view url,
                                                          std::span<const std::string> more_names = {});

}  // namespace telemetryflow::integration
