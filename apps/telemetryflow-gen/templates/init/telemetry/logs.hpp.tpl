#pragma once

// Logs. A record belongs to the span that is current on the calling thread. Any thread may call anything; nothing
// throws.

#include <string_view>

#include "telemetryflow/telemetryflow.hpp"

namespace telemetry::logs {

void debug(std::string_view message, telemetryflow::Attributes attributes = {});
void info(std::string_view message, telemetryflow::Attributes attributes = {});
void warn(std::string_view message, telemetryflow::Attributes attributes = {});
void error(std::string_view message, telemetryflow::Attributes attributes = {});

}  // namespace telemetry::logs
