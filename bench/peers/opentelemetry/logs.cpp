#include "peers/opentelemetry/logs.hpp"

#include <atomic>
#include <stdexcept>
#include <utility>

#include <opentelemetry/exporters/otlp/otlp_log_recordable.h>
#include <opentelemetry/sdk/logs/batch_log_record_processor.h>
#include <opentelemetry/sdk/logs/exporter.h>

#include "peers/opentelemetry/processor_options.hpp"
#include "peers/opentelemetry/quiet.hpp"
#include "peers/opentelemetry/resource.hpp"
#include "peers/opentelemetry/subject_name.hpp"

namespace telemetryflow::bench {

namespace sdk = opentelemetry::sdk;

class OpenTelemetryLogs::Exporter final : public sdk::logs::LogRecordExporter {
public:
    std::unique_ptr<sdk::logs::Recordable> MakeRecordable() noexcept override {
        return std::make_unique<opentelemetry::exporter::otlp::OtlpLogRecordable>();
    }

    sdk::common::ExportResult Export(
        const opentelemetry::nostd::span<std::unique_ptr<sdk::logs::Recordable>>& records) noexcept override {
        arrived_.fetch_add(records.size(), std::memory_order_relaxed);
        return sdk::common::ExportResult::kSuccess;
    }

    bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
    bool Shutdown(std::chrono::microseconds) noexcept override { return true; }

    [[nodiscard]] std::uint64_t arrived() const { return arrived_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> arrived_{0};
};

OpenTelemetryLogs::OpenTelemetryLogs() {
    silence_opentelemetry();
    auto exporter = std::make_unique<Exporter>();
    exporter_ = exporter.get();
    auto processor = std::make_unique<sdk::logs::BatchLogRecordProcessor>(
        std::move(exporter), processor_options<sdk::logs::BatchLogRecordProcessorOptions>());
    provider_ = std::make_unique<sdk::logs::LoggerProvider>(std::move(processor), peer_resource());
    logger_ = provider_->GetLogger("bench", "bench");
}

OpenTelemetryLogs::~OpenTelemetryLogs() = default;

const std::string& OpenTelemetryLogs::subject() const {
    return opentelemetry_subject();
}

void OpenTelemetryLogs::drain() {
    if (!provider_->ForceFlush()) throw std::runtime_error("opentelemetry-cpp could not flush its log records");
}

std::uint64_t OpenTelemetryLogs::arrived(std::string_view) {
    drain();
    return exporter_->arrived();
}

}  // namespace telemetryflow::bench
