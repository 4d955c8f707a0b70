#pragma once

// Emits the log records of one instrumentation scope: what a library has that brings its own telemetry. A value: copy
// it freely, use it from any thread, keep it as long as you like, also past the client's end. Calls do not pass the
// command bus; none throws, and none blocks beyond the overflow policy. Follows the OpenTelemetry logs API, "Logger".

#include <string_view>

#include "telemetryflow/application/commands/emit_log_command.hpp"
#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/severity_level.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/hot/engine_ref.hpp"

namespace telemetryflow {

namespace hot {
struct Scope;
}  // namespace hot

class TELEMETRYFLOW_EXPORT Logger {
public:
    Logger(hot::EngineRef engine, const hot::Scope& scope) noexcept;

    /// A record belongs to the span that is current on the calling thread.
    void log(std::string_view message, SeverityLevel severity = SeverityLevel::Info,
             Attributes attributes = {}) const noexcept;
    /// Emits a record with a time or a span of its own.
    void log(const EmitLogCommand& record) const noexcept;
    /// The same as another logs API has it: with a body of any type in the place of the message, and without a time
    /// where none is set.
    void log(const EmitLogCommand& record, const AttributeValue& body) const noexcept;

    /// False where a record of that severity, emitted now on the calling thread, would go nowhere: logs, or those of
    /// its scope, are switched off, or its rule leaves the record out (ScopeRule).
    [[nodiscard]] bool enabled(SeverityLevel severity = SeverityLevel::Info) const noexcept;

private:
    hot::EngineRef engine_;
    const hot::Scope* scope_;
};

}  // namespace telemetryflow
