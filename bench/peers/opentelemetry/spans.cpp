#include "peers/opentelemetry/spans.hpp"

#include <atomic>
#include <stdexcept>
#include <utility>

#include <opentelemetry/exporters/otlp/otlp_recordable.h>
#include <opentelemetry/exporters/otlp/otlp_recordable_utils.h>
#include <opentelemetry/proto/collector/trace/v1/trace_service.pb.h>
#include <opentelemetry/sdk/trace/batch_span_processor.h>
#include <opentelemetry/sdk/trace/exporter.h>

#include "peers/opentelemetry/encode.hpp"
#include "peers/opentelemetry/processor_options.hpp"
#include "peers/opentelemetry/quiet.hpp"
#include "peers/opentelemetry/resource.hpp"
#include "peers/opentelemetry/subject_name.hpp"

namespace telemetryflow::bench {

namespace sdk = opentelemetry::sdk;

class OpenTelemetrySpans::Exporter final : public sdk::trace::SpanExporter {
public:
    explicit Exporter(bool encodes) : encodes_(encodes) {}

    std::unique_ptr<sdk::trace::Recordable> MakeRecordable() noexcept override {
        return std::make_unique<opentelemetry::exporter::otlp::OtlpRecordable>();
    }

    sdk::common::ExportResult Export(
        const opentelemetry::nostd::span<std::unique_ptr<sdk::trace::Recordable>>& spans) noexcept override {
        using Request = opentelemetry::proto::collector::trace::v1::ExportTraceServiceRequest;
        if (encodes_) {
            encode<Request>([&spans](Request* request) {
                opentelemetry::exporter::otlp::OtlpRecordableUtils::PopulateRequest(spans, request);
            });
        }
        arrived_.fetch_add(spans.size(), std::memory_order_relaxed);
        return sdk::common::ExportResult::kSuccess;
    }

    bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
    bool Shutdown(std::chrono::microseconds) noexcept override { return true; }

    [[nodiscard]] std::uint64_t arrived() const { return arrived_.load(std::memory_order_relaxed); }

private:
    const bool encodes_;
    std::atomic<std::uint64_t> arrived_{0};
};

OpenTelemetrySpans::OpenTelemetrySpans(std::unique_ptr<sdk::trace::Sampler> sampler, bool encodes) {
    silence_opentelemetry();
    auto exporter = std::make_unique<Exporter>(encodes);
    exporter_ = exporter.get();
    auto processor = std::make_unique<sdk::trace::BatchSpanProcessor>(
        std::move(exporter), processor_options<sdk::trace::BatchSpanProcessorOptions>());
    provider_ = std::make_unique<sdk::trace::TracerProvider>(std::move(processor), peer_resource(), std::move(sampler));
    tracer_ = provider_->GetTracer("bench");
}

OpenTelemetrySpans::~OpenTelemetrySpans() = default;

const std::string& OpenTelemetrySpans::subject() const {
    return opentelemetry_subject();
}

void OpenTelemetrySpans::drain() {
    if (!provider_->ForceFlush()) throw std::runtime_error("opentelemetry-cpp could not flush its spans");
}

std::uint64_t OpenTelemetrySpans::arrived(std::string_view) {
    drain();
    return exporter_->arrived();
}

}  // namespace telemetryflow::bench
