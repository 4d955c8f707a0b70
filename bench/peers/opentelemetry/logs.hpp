#pragma once

// opentelemetry-cpp's logs as a subject: the batch log record processor with its default options, OTLP recordables, and
// an exporter that counts.

#include <cstdint>
#include <memory>

#include <opentelemetry/logs/logger.h>
#include <opentelemetry/sdk/logs/logger_provider.h>

#include "harness/destination.hpp"

namespace telemetryflow::bench {

class OpenTelemetryLogs final : public Destination {
public:
    OpenTelemetryLogs();
    ~OpenTelemetryLogs() override;

    [[nodiscard]] opentelemetry::logs::Logger& logger() { return *logger_; }

    [[nodiscard]] const std::string& subject() const override;
    void drain() override;
    [[nodiscard]] std::uint64_t arrived(std::string_view kind) override;

private:
    class Exporter;

    Exporter* exporter_ = nullptr;  // the provider's
    std::unique_ptr<opentelemetry::sdk::logs::LoggerProvider> provider_;
    opentelemetry::nostd::shared_ptr<opentelemetry::logs::Logger> logger_;
};

}  // namespace telemetryflow::bench
