#include "telemetry/logs.hpp"

#include "telemetry/telemetry.hpp"

namespace telemetry::logs {

void debug(std::string_view message, telemetryflow::Attributes attributes) {
    if (auto* client = telemetry::client()) client->log_debug(message, attributes);
}

void info(std::string_view message, telemetryflow::Attributes attributes) {
    if (auto* client = telemetry::client()) client->log_info(message, attributes);
}

void warn(std::string_view message, telemetryflow::Attributes attributes) {
    if (auto* client = telemetry::client()) client->log_warn(message, attributes);
}

void error(std::string_view message, telemetryflow::Attributes attributes) {
    if (auto* client = telemetry::client()) client->log_error(message, attributes);
}

}  // namespace telemetry::logs
