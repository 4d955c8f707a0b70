#pragma once

// A log record as its command has it, on its way to the engine. A free function without state.

#include "telemetryflow/application/commands/emit_log_command.hpp"

#include "hot/log_recorder.hpp"

namespace telemetryflow {

inline void emit_record(hot::Engine& engine, const EmitLogCommand& command,
                        std::uint16_t scope = hot::Scope::kOwn) noexcept {
    if (command.event_name.empty() && command.observed_timestamp_unix_nano == 0) [[likely]] {
        hot::emit_log(engine, command.message, command.severity, command.attributes, command.timestamp_unix_nano,
                      command.span_context.get(), scope);
        return;
    }
    hot::emit_log(engine,
                  {.body = command.message,
                   .severity = command.severity,
                   .attributes = command.attributes,
                   .timestamp = command.timestamp_unix_nano,
                   .observed_time = command.observed_timestamp_unix_nano,
                   .event_name = command.event_name,
                   .context = command.span_context.get()},
                  scope);
}

}  // namespace telemetryflow
