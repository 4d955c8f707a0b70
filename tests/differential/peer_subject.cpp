// opentelemetry-cpp's own SDK, set up as its documentation does it.

#include <opentelemetry/exporters/otlp/otlp_http_exporter_factory.h>
#include <opentelemetry/exporters/otlp/otlp_http_exporter_options.h>
#include <opentelemetry/exporters/otlp/otlp_http_log_record_exporter_factory.h>
#include <opentelemetry/exporters/otlp/otlp_http_log_record_exporter_options.h>
#include <opentelemetry/exporters/otlp/otlp_http_metric_exporter_factory.h>
#include <opentelemetry/exporters/otlp/otlp_http_metric_exporter_options.h>
#include <opentelemetry/logs/provider.h>
#include <opentelemetry/metrics/provider.h>
#include <opentelemetry/sdk/common/global_log_handler.h>
#include <opentelemetry/sdk/logs/batch_log_record_processor_factory.h>
#include <opentelemetry/sdk/logs/batch_log_record_processor_options.h>
#include <opentelemetry/sdk/logs/logger_provider.h>
#include <opentelemetry/sdk/logs/logger_provider_factory.h>
#include <opentelemetry/sdk/metrics/meter_provider.h>
#include <opentelemetry/sdk/metrics/meter_provider_factory.h>
#include <opentelemetry/sdk/resource/resource.h>
#include <opentelemetry/sdk/trace/batch_span_processor_factory.h>
#include <opentelemetry/sdk/trace/batch_span_processor_options.h>
#include <opentelemetry/sdk/trace/samplers/always_off_factory.h>
#include <opentelemetry/sdk/trace/samplers/always_on_factory.h>
#include <opentelemetry/sdk/trace/samplers/parent_factory.h>
#include <opentelemetry/sdk/trace/samplers/trace_id_ratio_factory.h>
#include <opentelemetry/sdk/trace/tracer_provider.h>
#include <opentelemetry/sdk/trace/tracer_provider_factory.h>
#include <opentelemetry/trace/provider.h>

#include "differential/flushed_reader.hpp"
#include "differential/subject.hpp"

namespace telemetryflow::differential {
namespace {

namespace api = opentelemetry;
namespace sdk = opentelemetry::sdk;
namespace otlp = opentelemetry::exporter::otlp;

// Its flushes wait until its workers look again.
constexpr std::chrono::milliseconds kBetweenLooks{10};

std::unique_ptr<sdk::trace::Sampler> sampler_of(Settings::Sampler sampler) {
    switch (sampler) {
        case Settings::Sampler::AlwaysOff: return sdk::trace::AlwaysOffSamplerFactory::Create();
        case Settings::Sampler::None: return sdk::trace::TraceIdRatioBasedSamplerFactory::Create(0);
        case Settings::Sampler::All: return sdk::trace::TraceIdRatioBasedSamplerFactory::Create(1);
        case Settings::Sampler::ParentAlwaysOff:
            return sdk::trace::ParentBasedSamplerFactory::Create(
                std::shared_ptr<sdk::trace::Sampler>(sdk::trace::AlwaysOffSamplerFactory::Create()));
        case Settings::Sampler::AlwaysOn: break;
    }
    return sdk::trace::AlwaysOnSamplerFactory::Create();
}

class PeerSubject final : public Subject {
public:
    explicit PeerSubject(std::string endpoint) : endpoint_(std::move(endpoint)) {
        sdk::common::internal_log::GlobalLogHandler::SetLogLevel(sdk::common::internal_log::LogLevel::None);
    }

    void start(const std::string& scenario, const Settings& settings) override {
        const auto resource =
            sdk::resource::Resource::Create({{"service.name", "differential"}, {"scenario", scenario}});
        start_traces(resource, settings);
        start_metrics(resource, settings);
        start_logs(resource);
    }
    void collect() override {
        tracers_->ForceFlush();
        meters_->ForceFlush();
        loggers_->ForceFlush();
    }
    void stop() override {
        collect();
        api::trace::Provider::SetTracerProvider({});
        api::metrics::Provider::SetMeterProvider({});
        api::logs::Provider::SetLoggerProvider({});
        tracers_.reset();
        meters_.reset();
        loggers_.reset();
    }

private:
    void start_traces(const sdk::resource::Resource& resource, const Settings& settings) {
        otlp::OtlpHttpExporterOptions options;
        options.url = endpoint_ + "/v1/traces";
        options.content_type = otlp::HttpRequestContentType::kBinary;
        sdk::trace::BatchSpanProcessorOptions batches;
        batches.schedule_delay_millis = kBetweenLooks;
        tracers_ = sdk::trace::TracerProviderFactory::Create(
            sdk::trace::BatchSpanProcessorFactory::Create(otlp::OtlpHttpExporterFactory::Create(options), batches),
            resource, sampler_of(settings.sampler));
        api::trace::Provider::SetTracerProvider(
            api::nostd::shared_ptr<api::trace::TracerProvider>(std::shared_ptr<api::trace::TracerProvider>(tracers_)));
    }
    void start_metrics(const sdk::resource::Resource& resource, const Settings& settings) {
        otlp::OtlpHttpMetricExporterOptions options;
        options.url = endpoint_ + "/v1/metrics";
        options.content_type = otlp::HttpRequestContentType::kBinary;
        options.aggregation_temporality = settings.delta ? otlp::PreferredAggregationTemporality::kDelta
                                                         : otlp::PreferredAggregationTemporality::kCumulative;
        meters_ =
            std::make_shared<sdk::metrics::MeterProvider>(std::make_unique<sdk::metrics::ViewRegistry>(), resource);
        meters_->AddMetricReader(std::make_shared<FlushedReader>(otlp::OtlpHttpMetricExporterFactory::Create(options)));
        api::metrics::Provider::SetMeterProvider(
            api::nostd::shared_ptr<api::metrics::MeterProvider>(std::shared_ptr<api::metrics::MeterProvider>(meters_)));
    }
    void start_logs(const sdk::resource::Resource& resource) {
        otlp::OtlpHttpLogRecordExporterOptions options;
        options.url = endpoint_ + "/v1/logs";
        options.content_type = otlp::HttpRequestContentType::kBinary;
        sdk::logs::BatchLogRecordProcessorOptions batches;
        batches.schedule_delay_millis = kBetweenLooks;
        loggers_ = sdk::logs::LoggerProviderFactory::Create(
            sdk::logs::BatchLogRecordProcessorFactory::Create(otlp::OtlpHttpLogRecordExporterFactory::Create(options),
                                                              batches),
            resource);
        api::logs::Provider::SetLoggerProvider(
            api::nostd::shared_ptr<api::logs::LoggerProvider>(std::shared_ptr<api::logs::LoggerProvider>(loggers_)));
    }

    const std::string endpoint_;
    std::shared_ptr<sdk::trace::TracerProvider> tracers_;
    std::shared_ptr<sdk::metrics::MeterProvider> meters_;
    std::shared_ptr<sdk::logs::LoggerProvider> loggers_;
};

}  // namespace

std::unique_ptr<Subject> make_subject(const std::string& endpoint) {
    return std::make_unique<PeerSubject>(endpoint);
}

}  // namespace telemetryflow::differential
