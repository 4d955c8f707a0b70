// Quoted by docs/guides/opentelemetry.md.

#include <cstdint>

#include <opentelemetry/trace/provider.h>

#include "telemetryflow/bridge/install.hpp"
#include "telemetryflow/telemetryflow.hpp"

using namespace telemetryflow;

// [library]
// A library: it knows the OpenTelemetry API and no SDK.
void charge(std::int64_t cents) {
    auto provider = opentelemetry::trace::Provider::GetTracerProvider();
    auto span = provider->GetTracer("billing", "2.1")->StartSpan("charge", {{"payment.cents", cents}});
    const opentelemetry::trace::Scope scope(span);
    // ...
    span->End();
}
// [/library]

void program() {
    // [install]
    auto client = TelemetryFlowBuilder().with_auto_configuration().with_service("checkout", "1.4.0").build();
    client.initialize();
    bridge::install(client);  // the global providers record with the client from now on

    {
        auto span = client.span("checkout");
        charge(1999);  // its span is a child of "checkout"
    }

    bridge::uninstall();
    client.shutdown();
    // [/install]
}

void scopes(TelemetryFlowClient& client) {
    // [scopes]
    const Tracer tracer = client.tracer({.name = "com.example.billing", .version = "2.1"});
    const Meter meter = client.meter({.name = "com.example.billing", .version = "2.1"});
    const Logger logger = client.logger({.name = "com.example.billing", .version = "2.1"});

    auto charges = meter.counter("billing.charges", {.unit = "{charge}"});
    auto span = tracer.span("charge", SpanKind::Client, {{"payment.cents", 1999}});
    charges.add(1, {{"payment.method", "card"}});
    logger.log("charged", SeverityLevel::Info);
    // [/scopes]
}
