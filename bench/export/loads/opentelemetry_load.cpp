// The same load through opentelemetry-cpp: batch processor and OTLP exporter with their own defaults, which are what
// its documentation recommends. Its warnings are off, because a line for each drop would be a part of the figures. A
// span is not made current here, which is work that ours does and this one is spared.

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include <opentelemetry/exporters/otlp/otlp_grpc_exporter_factory.h>
#include <opentelemetry/exporters/otlp/otlp_grpc_exporter_options.h>
#include <opentelemetry/exporters/otlp/otlp_http_exporter_factory.h>
#include <opentelemetry/exporters/otlp/otlp_http_exporter_options.h>
#include <opentelemetry/sdk/common/global_log_handler.h>
#include <opentelemetry/sdk/resource/resource.h>
#include <opentelemetry/sdk/trace/batch_span_processor_factory.h>
#include <opentelemetry/sdk/trace/batch_span_processor_options.h>
#include <opentelemetry/sdk/trace/exporter.h>
#include <opentelemetry/sdk/trace/processor.h>
#include <opentelemetry/sdk/trace/tracer_provider.h>
#include <opentelemetry/sdk/trace/tracer_provider_factory.h>
#include <opentelemetry/trace/tracer.h>

#include "export/loads/make_load.hpp"

namespace telemetryflow::bench {
namespace {

namespace api = opentelemetry::trace;
namespace otlp = opentelemetry::exporter::otlp;
namespace sdk = opentelemetry::sdk::trace;

std::unique_ptr<sdk::SpanExporter> exporter_of(const Scenario& scenario, int port) {
    const std::string address = "127.0.0.1:" + std::to_string(port);
    if (scenario.wire == Wire::Grpc) {
        otlp::OtlpGrpcExporterOptions options;
        options.endpoint = address;
        options.use_ssl_credentials = false;
        options.compression = scenario.gzip ? "gzip" : "";
        return otlp::OtlpGrpcExporterFactory::Create(options);
    }
    otlp::OtlpHttpExporterOptions options;
    options.url = "http://" + address + "/v1/traces";
    options.content_type = otlp::HttpRequestContentType::kBinary;
    options.compression = scenario.gzip ? "gzip" : "";
    return otlp::OtlpHttpExporterFactory::Create(options);
}

class Subject {
public:
    Subject(const Scenario& scenario, int port) {
        using opentelemetry::sdk::common::internal_log::GlobalLogHandler;
        using opentelemetry::sdk::common::internal_log::LogLevel;
        GlobalLogHandler::SetLogLevel(LogLevel::None);
        provider_ = sdk::TracerProviderFactory::Create(
            sdk::BatchSpanProcessorFactory::Create(exporter_of(scenario, port), sdk::BatchSpanProcessorOptions{}),
            opentelemetry::sdk::resource::Resource::Create({{"service.name", "export-bench"}}));
        tracer_ = provider_->GetTracer("export-bench");
        options_.kind = api::SpanKind::kServer;
    }

    void make_span(std::int64_t number) {
        tracer_
            ->StartSpan("GET /users/{id}",
                        {{"http.request.method", "GET"}, {"http.route", "/users/{id}"}, {"user", number}}, options_)
            ->End();
    }

    bool flush() { return provider_->ForceFlush(std::chrono::seconds(20)); }

private:
    std::unique_ptr<sdk::TracerProvider> provider_;
    opentelemetry::nostd::shared_ptr<api::Tracer> tracer_;
    api::StartSpanOptions options_;
};

}  // namespace
}  // namespace telemetryflow::bench

int main(int argc, char** argv) {
    return telemetryflow::bench::load_main<telemetryflow::bench::Subject>(argc, argv);
}
