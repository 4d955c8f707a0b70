#pragma once

// An engine and a pipeline over an in-memory exporter, with times short enough for tests.

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "telemetryflow/testing/in_memory_exporter.hpp"

#include "hot/engine.hpp"
#include "hot/log_recorder.hpp"
#include "hot/metric_recorder.hpp"
#include "hot/span_recorder.hpp"
#include "pipeline/pipeline.hpp"

namespace telemetryflow::tests {

class RecordedDiagnostics final : public Diagnostics {
public:
    void report(DiagnosticLevel, std::string_view topic, std::string_view message) noexcept override {
        const std::lock_guard lock(mutex_);
        lines_.push_back(std::string(topic) + ": " + std::string(message));
    }
    [[nodiscard]] std::vector<std::string> lines() const {
        const std::lock_guard lock(mutex_);
        return lines_;
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::string> lines_;
};

struct PipelineHarness {
    using Record = testing::InMemoryExporter::Record;

    explicit PipelineHarness(hot::EngineOptions engine_options = {}, pipeline::PipelineOptions options = quick(),
                             std::unique_ptr<hot::RegionMemory> memory = nullptr, const ExportResult& answer = {})
        : engine(hot::Engine::create(std::move(engine_options), std::move(memory))),
          pipeline(
              engine, std::make_shared<testing::InMemoryExporter>(record), diagnostics, options,
              [] { return std::string(); }, std::make_shared<pipeline::DeliveryCounts>()) {
        record->answer_always(answer);
        pipeline.start();
    }

    static pipeline::PipelineOptions quick() {
        pipeline::PipelineOptions options;
        options.batch_timeout = std::chrono::minutes(10);  // nothing leaves before a flush
        options.retry_backoff = std::chrono::milliseconds(1);
        options.retry_max_backoff = std::chrono::milliseconds(2);
        return options;
    }

    bool flush() { return pipeline.flush(std::chrono::seconds(10)); }

    void span(std::string_view name, const Attributes& attributes = {}) {
        hot::end_span(*engine, hot::start_span(*engine, name, SpanKind::Internal, attributes), 0);
    }
    void log(std::string_view body, const Attributes& attributes = {}) {
        hot::emit_log(*engine, body, SeverityLevel::Info, attributes);
    }

    std::shared_ptr<Record> record = std::make_shared<Record>();
    std::shared_ptr<RecordedDiagnostics> diagnostics = std::make_shared<RecordedDiagnostics>();
    hot::EngineRef engine;
    pipeline::Pipeline pipeline;
};

/// created - (delivered + rejected + dropped + in memory + in the spool); zero when nothing is lost without being
/// counted.
inline std::int64_t unaccounted(const pipeline::SignalStatus& status) {
    auto left = static_cast<std::int64_t>(status.created) - static_cast<std::int64_t>(status.in_memory) -
                static_cast<std::int64_t>(status.delivery.in_spool) -
                static_cast<std::int64_t>(status.delivery.delivered) -
                static_cast<std::int64_t>(status.delivery.rejected);
    for (const auto& [reason, count] : status.delivery.dropped)
        left -= static_cast<std::int64_t>(count);
    return left;
}

}  // namespace telemetryflow::tests
