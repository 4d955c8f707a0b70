#include <opentelemetry/trace/provider.h>

#include "telemetryflow/bridge/install.hpp"

#include "program.hpp"

int main() {
    return run("of opentelemetry", [](telemetryflow::TelemetryFlowClient& client) {
        telemetryflow::bridge::install(client);
        const auto provider = opentelemetry::trace::Provider::GetTracerProvider();
        provider->GetTracer("component")->StartSpan("of opentelemetry")->End();
        telemetryflow::bridge::uninstall();
    });
}
