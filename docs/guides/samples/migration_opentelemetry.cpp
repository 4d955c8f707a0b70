// Quoted by docs/guides/migration.md.

#include <opentelemetry/trace/provider.h>

#include "telemetryflow/bridge/install.hpp"
#include "telemetryflow/telemetryflow.hpp"

using namespace telemetryflow;

void providers() {
    // [providers]
    // Instead of exporters, processors, readers, providers and Set*Provider():
    auto client = TelemetryFlowBuilder()
                      .with_auto_configuration()  // OTEL_* variables as they are, and TELEMETRYFLOW_*
                      .with_backend_profile(BackendProfile::Otlp)
                      .with_endpoint("http://127.0.0.1:4318")
                      .with_http()
                      .with_service("checkout", "1.4.0")
                      .build();
    client.initialize();
    bridge::install(client);

    // Everything that uses the OpenTelemetry API stays as it is.

    // Instead of ForceFlush() and Shutdown() of each provider:
    bridge::uninstall();
    client.shutdown(std::chrono::seconds(5));
    // [/providers]
}

void spans(TelemetryFlowClient& client) {
    // [spans]
    // auto span = tracer->StartSpan("charge", {{"payment.cents", 1999}});
    // auto scope = tracer->WithActiveSpan(span);
    auto span = client.span("charge", SpanKind::Internal, {{"payment.cents", 1999}});
    span.add_event("authorized");                            // span->AddEvent("authorized");
    span.set_status(SpanStatus::Error, "card was refused");  // span->SetStatus(StatusCode::kError, ...);
    // ends with its scope: no span->End()
    // [/spans]
}

void metrics(TelemetryFlowClient& client) {
    // [metrics]
    // auto counter = meter->CreateUInt64Counter("charges", "", "{charge}");
    auto charges = client.meter({.name = "billing"}).counter("charges", {.unit = "{charge}"});
    charges.add(1, {{"payment.method", "card"}});  // counter->Add(1, {{"payment.method", "card"}});

    // A view:
    View view;
    view.instrument_name = "http.server.*";
    view.attribute_keys = std::vector<std::string>{"http.route", "http.request.method"};
    TelemetryFlowBuilder builder;
    builder.with_view(view);
    // [/metrics]
}
