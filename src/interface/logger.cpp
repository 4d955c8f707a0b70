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

}  // namespace telemetryflow
