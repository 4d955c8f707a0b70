#pragma once

// What the delivery tests share: a batch, and an exporter made the way the SDK makes it.

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <opentelemetry/proto/collector/trace/v1/trace_service.pb.h>

#include "telemetryflow/application/ports/exporter.hpp"

#include "infrastructure/transport/otlp_exporter_factory.hpp"

namespace telemetryflow::test {

using infrastructure::OTLPExporterFactory;
using infrastructure::OtlpExporterOptions;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

inline OtlpExporterOptions options_for(Protocol protocol, const std::string& url) {
    OtlpExporterOptions options;
    options.protocol = protocol;
    options.profile = BackendProfile::Otlp;
    options.gzip = false;
    options.transport.base_url = url;
    options.transport.paths = {"/v2/metrics", "/v2/logs", "/v2/traces"};
    return options;
}

/// A trace request whose one span has `name`.
inline std::string trace_request(const std::string& name = "checkout") {
    opentelemetry::proto::collector::trace::v1::ExportTraceServiceRequest request;
    auto* span = request.add_resource_spans()->add_scope_spans()->add_spans();
    span->set_trace_id(std::string(16, '\1'));
    span->set_span_id(std::string(8, '\2'));
    span->set_name(name);
    return request.SerializeAsString();
}

inline ExportRequest request_of(std::string_view body, milliseconds timeout = milliseconds(60'000)) {
    ExportRequest request;
    request.signal = SignalType::Traces;
    request.body = std::as_bytes(std::span(body));
    request.items = 10;
    request.batch_id = "batch-7";
    request.deadline = steady_clock::now() + timeout;
    return request;
}

inline ExportResult send_to(Exporter& exporter, milliseconds timeout = milliseconds(60'000)) {
    const auto body = trace_request();
    return exporter.export_batch(request_of(body, timeout));
}

}  // namespace telemetryflow::test
