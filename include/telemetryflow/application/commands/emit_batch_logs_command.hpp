#pragma once

// Emits several log records, in order, with one dispatch.
// It owns nothing: built on the caller's stack, it lives until dispatch() returns. A value; safe to use from any
// thread.

#include <span>
#include <string_view>

#include "telemetryflow/application/commands/emit_log_command.hpp"

namespace telemetryflow {

struct EmitBatchLogsCommand {
    static constexpr std::string_view kName = "EmitBatchLogsCommand";

    std::span<const EmitLogCommand> logs = {};
};

}  // namespace telemetryflow
