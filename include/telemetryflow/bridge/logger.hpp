#pragma once

// A logger of the OpenTelemetry API: what it emits the SDK records, under the scope that it was asked for with. Owned
// by the provider and by whoever asked; any thread.

#include <string>
#include <utility>

#include <opentelemetry/logs/logger.h>

#include "telemetryflow/bridge/exact_cast.hpp"
#include "telemetryflow/bridge/log_record.hpp"
#include "telemetryflow/logger.hpp"

namespace telemetryflow::bridge {

class Logger final : public opentelemetry::logs::Logger {
public:
    /// Made while no span is current.
    Logger(std::string name, telemetryflow::Logger logger) : name_(std::move(name)), logger_(std::move(logger)) {
        SetMinimumSeverity(lowest_enabled());
    }

    const opentelemetry::nostd::string_view GetName() noexcept override { return name_; }

    opentelemetry::nostd::unique_ptr<opentelemetry::logs::LogRecord> CreateLogRecord() noexcept override {
        return opentelemetry::nostd::unique_ptr<opentelemetry::logs::LogRecord>(new LogRecord);
    }

    void EmitLogRecord(
        opentelemetry::nostd::unique_ptr<opentelemetry::logs::LogRecord>&& log_record) noexcept override {
        // Another SDK's record is none of ours.
        if (auto* own = exact_cast<LogRecord>(log_record.get())) logger_.log(own->command(), own->body());
        log_record.reset();
    }
    using opentelemetry::logs::Logger::EmitLogRecord;

protected:
    // Beyond the severity it may depend on the current span (ScopeRule).
    bool EnabledImplementation(opentelemetry::logs::Severity severity,
                               const opentelemetry::logs::EventId& /*event_id*/) const noexcept override {
        return logger_.enabled(static_cast<SeverityLevel>(severity));
    }
    bool EnabledImplementation(opentelemetry::logs::Severity severity,
                               std::int64_t /*event_id*/) const noexcept override {
        return logger_.enabled(static_cast<SeverityLevel>(severity));
    }

private:
    // The rules of scopes do not change. What is above the last severity is never enabled.
    [[nodiscard]] std::uint8_t lowest_enabled() const noexcept {
        auto lowest = static_cast<std::uint8_t>(opentelemetry::logs::Severity::kTrace);
        while (lowest <= kLast && !logger_.enabled(SeverityLevel{lowest}))
            ++lowest;
        return lowest;
    }

    static constexpr auto kLast = static_cast<std::uint8_t>(opentelemetry::logs::Severity::kFatal4);

    const std::string name_;
    const telemetryflow::Logger logger_;
};

}  // namespace telemetryflow::bridge
