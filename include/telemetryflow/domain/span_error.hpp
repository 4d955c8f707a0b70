#pragma once

// What a span failed with, as the exception event names it (OpenTelemetry semantic conventions, exception.type and
// exception.message). It owns nothing and is meant for parameters. A value; safe to use from any thread.

#include <string_view>

namespace telemetryflow {

struct SpanError {
    std::string_view type = {};     // may be empty
    std::string_view message = {};  // also becomes the message of the span's status
};

}  // namespace telemetryflow
