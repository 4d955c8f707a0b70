#pragma once

// Handles every built-in command of one client (specification, "TelemetryCommandHandler"): lifecycle commands start and
// end the engine, the others record with it. Reached through the client's command bus. Owned by the client; every call
// may come from any thread. Recording calls throw NotInitializedError before the first initialize() and nothing else.

#include "telemetryflow/application/commands.hpp"
#include "telemetryflow/application/flush_result.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/span.hpp"
#include "telemetryflow/start_scoped_span_command.hpp"

namespace telemetryflow {

class ClientCore;

class TELEMETRYFLOW_EXPORT TelemetryCommandHandler {
public:
    explicit TelemetryCommandHandler(ClientCore& core) noexcept : core_(core) {}

    void handle(const InitializeSDKCommand& command);
    FlushResult handle(const ShutdownSDKCommand& command);
    FlushResult handle(const FlushTelemetryCommand& command);
    void handle(const RecordMetricCommand& command);
    void handle(const RecordCounterCommand& command);
    void handle(const RecordGaugeCommand& command);
    void handle(const RecordHistogramCommand& command);
    void handle(const EmitLogCommand& command);
    void handle(const EmitBatchLogsCommand& command);
    SpanId handle(const StartSpanCommand& command);
    Span handle(const StartScopedSpanCommand& command);
    void handle(const EndSpanCommand& command);
    void handle(const AddSpanEventCommand& command);

    // What handle() does with commands that set no more than this.
    void emit_log(std::string_view message, SeverityLevel severity, Attributes attributes);
    SpanId start_span(std::string_view name, SpanKind kind, Attributes attributes);
    Span start_scoped_span(std::string_view name, SpanKind kind, Attributes attributes);

private:
    ClientCore& core_;
};

}  // namespace telemetryflow
