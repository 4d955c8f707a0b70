// The peer, for traces alone: what it needs for metrics and logs would come on top.

#include <chrono>
#include <cstdint>
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

#include "memory/programs/client_life.hpp"

namespace telemetryflow::bench {
namespace {

namespace otlp = opentelemetry::exporter::otlp;
namespace sdk = opentelemetry::sdk::trace;

std::unique_ptr<sdk::SpanExporter> exporter_for(const Destination& to) {
    if (to.grpc) {
        otlp::OtlpGrpcExporterOptions options;
        options.endpoint = "localhost:" + to.port;
        options.use_ssl_credentials = false;
        return otlp::OtlpGrpcExporterFactory::Create(options);
    }
    otlp::OtlpHttpExporterOptions options;
    options.url = (to.ca_file.empty() ? "http://localhost:" : "https://localhost:") + to.port + "/v1/traces";
    options.content_type = otlp::HttpRequestContentType::kBinary;
    options.ssl_ca_cert_path = to.ca_file;
    return otlp::OtlpHttpExporterFactory::Create(options);
}

class Subject {
public:
    explicit Subject(Destination to) : to_(std::move(to)) {}

    void initialize() {
        using opentelemetry::sdk::common::internal_log::GlobalLogHandler;
        GlobalLogHandler::SetLogLevel(opentelemetry::sdk::common::internal_log::LogLevel::None);
        provider_ = sdk::TracerProviderFactory::Create(
            sdk::BatchSpanProcessorFactory::Create(exporter_for(to_), sdk::BatchSpanProcessorOptions{}),
            opentelemetry::sdk::resource::Resource::Create({{"service.name", "memory-bench"}}));
        tracer_ = provider_->GetTracer("memory-bench");
    }
    void make_span() {
        tracer_
            ->StartSpan("GET /users/{id}",
                        {{"http.request.method", "GET"}, {"http.route", "/users/{id}"}, {"user", std::int64_t{1}}})
            ->End();
    }
    bool flush() { return provider_->ForceFlush(std::chrono::seconds(20)); }
    void shutdown() { provider_->Shutdown(); }

private:
    Destination to_;
    std::unique_ptr<sdk::TracerProvider> provider_;
    opentelemetry::nostd::shared_ptr<opentelemetry::trace::Tracer> tracer_;
};

}  // namespace
}  // namespace telemetryflow::bench

int main(int argc, char** argv) {
    return telemetryflow::bench::client_life<telemetryflow::bench::Subject>(argc, argv);
}
