#pragma once

#include <opentelemetry/sdk/common/global_log_handler.h>

namespace telemetryflow::bench {

/// Keeps the peer from printing a line for every record that it drops; that all of them arrive is checked elsewhere.
inline void silence_opentelemetry() {
    namespace log = opentelemetry::sdk::common::internal_log;
    log::GlobalLogHandler::SetLogLevel(log::LogLevel::Error);
}

}  // namespace telemetryflow::bench
