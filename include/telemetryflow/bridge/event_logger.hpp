#pragma once

// An event logger of the OpenTelemetry API, which has it up to ABI version 1: gives records their event's name and
// domain, and has their logger emit them. Owned by whoever asked; any thread.

#include <opentelemetry/version.h>

#if OPENTELEMETRY_ABI_VERSION_NO < 2

#include <string>
#include <utility>

#include <opentelemetry/logs/event_logger.h>

#include "telemetryflow/bridge/convert.hpp"

namespace telemetryflow::bridge {

class EventLogger final : public opentelemetry::logs::EventLogger {
public:
    EventLogger(opentelemetry::nostd::shared_ptr<opentelemetry::logs::Logger> logger,
                opentelemetry::nostd::string_view domain)
        : logger_(std::move(logger)), domain_(to_view(domain)) {}

    const opentelemetry::nostd::string_view GetName() noexcept override {
        return logger_ == nullptr ? opentelemetry::nostd::string_view() : logger_->GetName();
    }
    opentelemetry::nostd::shared_ptr<opentelemetry::logs::Logger> GetDelegateLogger() noexcept override {
        return logger_;
    }

    void EmitEvent(opentelemetry::nostd::string_view event_name,
                   opentelemetry::nostd::unique_ptr<opentelemetry::logs::LogRecord>&& log_record) noexcept override {
        if (logger_ == nullptr || log_record == nullptr) return;
        log_record->SetEventId(0, event_name);
        if (!domain_.empty()) log_record->SetAttribute("event.domain", opentelemetry::nostd::string_view(domain_));
        logger_->EmitLogRecord(std::move(log_record));
    }
    using opentelemetry::logs::EventLogger::EmitEvent;

private:
    const opentelemetry::nostd::shared_ptr<opentelemetry::logs::Logger> logger_;
    const std::string domain_;
};

}  // namespace telemetryflow::bridge

#endif
