#include "telemetryflow/logger.hpp"

#include <utility>

#include "hot/log_recorder.hpp"
#include "hot/scope.hpp"
#include "interface/emit_record.hpp"

namespace telemetryflow {

Logger::Logger(hot::EngineRef engine, const hot::Scope& scope) noexcept : engine_(std::move(engine)), scope_(&scope) {}

void Logger::log(std::string_view message, SeverityLevel severity, Attributes attributes) const noexcept {
    hot::emit_log(*engine_, message, severity, attributes, 0, nullptr, scope_->id);
    if (severity >= SeverityLevel::Fatal) [[unlikely]]
        engine_->wait_where_fatal_waits();
}

void Logger::log(const EmitLogCommand& record) const noexcept {
    emit_record(*engine_, record, scope_->id);
    if (record.severity >= SeverityLevel::Fatal) [[unlikely]]
        engine_->wait_where_fatal_waits();
}

void Logger::log(const EmitLogCommand& record, const AttributeValue& body) const noexcept {
    hot::emit_log(*engine_,
                  {.body = body,
                   .severity = record.severity,
                   .attributes = record.attributes,
                   .has_timestamp = record.timestamp_unix_nano != 0,
                   .timestamp = record.timestamp_unix_nano,
                   .observed_time = record.observed_timestamp_unix_nano,
                   .event_name = record.event_name,
                   .context = record.span_context.get()},
                  scope_->id);
    if (record.severity >= SeverityLevel::Fatal) [[unlikely]]
        engine_->wait_where_fatal_waits();
}

bool Logger::enabled(SeverityLevel severity) const noexcept {
    return hot::is_log_wanted(*engine_, *scope_, severity);
}

}  // namespace telemetryflow
