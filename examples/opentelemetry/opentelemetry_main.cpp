// A shop over a library that knows the OpenTelemetry API alone, with opentelemetry-cpp as the SDK. Only what lies
// between the marks differs from telemetryflow_main.cpp.

// [opentelemetry_includes]
#include <opentelemetry/exporters/otlp/otlp_http_exporter_factory.h>
#include <opentelemetry/exporters/otlp/otlp_http_log_record_exporter_factory.h>
#include <opentelemetry/exporters/otlp/otlp_http_metric_exporter_factory.h>
#include <opentelemetry/logs/provider.h>
#include <opentelemetry/metrics/provider.h>
#include <opentelemetry/sdk/logs/batch_log_record_processor_factory.h>
#include <opentelemetry/sdk/logs/batch_log_record_processor_options.h>
#include <opentelemetry/sdk/logs/logger_provider.h>
#include <opentelemetry/sdk/metrics/export/periodic_exporting_metric_reader_factory.h>
#include <opentelemetry/sdk/metrics/export/periodic_exporting_metric_reader_options.h>
#include <opentelemetry/sdk/metrics/meter_provider.h>
#include <opentelemetry/sdk/trace/batch_span_processor_factory.h>
#include <opentelemetry/sdk/trace/batch_span_processor_options.h>
#include <opentelemetry/sdk/trace/tracer_provider.h>
#include <opentelemetry/trace/provider.h>
// [/opentelemetry_includes]

#include <cstdlib>
#include <iostream>

#include "warehouse.hpp"

int main() {
    if (std::getenv("OTEL_EXPORTER_OTLP_ENDPOINT") == nullptr) {
        std::cerr << "OTEL_EXPORTER_OTLP_ENDPOINT says where telemetry goes, for example http://127.0.0.1:4318\n";
        return 2;
    }
    // [opentelemetry_provider]
    namespace api = opentelemetry;
    namespace sdk = opentelemetry::sdk;
    namespace otlp = opentelemetry::exporter::otlp;
    const auto resource = sdk::resource::Resource::Create({{"service.name", "shop"}, {"service.version", "1.4.0"}});
    const auto tracers = std::make_shared<sdk::trace::TracerProvider>(
        sdk::trace::BatchSpanProcessorFactory::Create(otlp::OtlpHttpExporterFactory::Create(), {}), resource);
    const auto meters =
        std::make_shared<sdk::metrics::MeterProvider>(std::make_unique<sdk::metrics::ViewRegistry>(), resource);
    meters->AddMetricReader(
        sdk::metrics::PeriodicExportingMetricReaderFactory::Create(otlp::OtlpHttpMetricExporterFactory::Create(), {}));
    const auto loggers = std::make_shared<sdk::logs::LoggerProvider>(
        sdk::logs::BatchLogRecordProcessorFactory::Create(otlp::OtlpHttpLogRecordExporterFactory::Create(), {}),
        resource);
    api::trace::Provider::SetTracerProvider(
        api::nostd::shared_ptr<api::trace::TracerProvider>(std::shared_ptr<api::trace::TracerProvider>(tracers)));
    api::metrics::Provider::SetMeterProvider(
        api::nostd::shared_ptr<api::metrics::MeterProvider>(std::shared_ptr<api::metrics::MeterProvider>(meters)));
    api::logs::Provider::SetLoggerProvider(
        api::nostd::shared_ptr<api::logs::LoggerProvider>(std::shared_ptr<api::logs::LoggerProvider>(loggers)));
    const auto flush = [&] { return tracers->ForceFlush() && meters->ForceFlush() && loggers->ForceFlush(); };
    // [/opentelemetry_provider]

    bool was_delivered = false;
    {
        warehouse::Warehouse lamps(5);
        lamps.ship("a-17", 3);
        lamps.ship("b-4", 4);
        lamps.ship("c-1", 2);
        // Observable instruments are asked now, as long as what they observe is there.
        was_delivered = flush();
    }

    // [opentelemetry_end]
    api::trace::Provider::SetTracerProvider({});
    api::metrics::Provider::SetMeterProvider({});
    api::logs::Provider::SetLoggerProvider({});
    // [/opentelemetry_end]
    return was_delivered ? 0 : 1;
}
