#include "hot/log_processing.hpp"

#include "hot/processing_guard.hpp"
#include "hot/thread_recorder.hpp"

namespace telemetryflow::hot {

ReadWriteLogRecord process_log(Engine& engine, ThreadRecorder& recorder, const LogRecord& record, const Scope& scope) {
    ReadWriteLogRecord shown;
    shown.body = record.body;
    shown.severity = record.severity;
    shown.attributes.assign(record.attributes.begin(), record.attributes.end());
    shown.observed_timestamp_unix_nano = record.observed_time != 0 ? record.observed_time : engine.clock.now();
    shown.timestamp_unix_nano = record.timestamp;
    shown.event_name = record.event_name;
    shown.scope = {.name = scope.name, .version = scope.version, .schema_url = scope.schema_url};
    if (record.context != nullptr) {
        shown.span_context = *record.context;
    } else if (const ContextNode* current = recorder.current()) {
        shown.span_context = current->context;
    }
    const ProcessingGuard guard(recorder);
    if (!guard.is_outermost()) return shown;
    for (const auto& processor : engine.options.ports.log_processors) {
        try {
            processor->on_emit(shown);
        } catch (...) {
            engine.count_port_failure();
        }
        if (shown.is_dropped()) break;
    }
    return shown;
}

}  // namespace telemetryflow::hot
