// A shop over a library that knows the OpenTelemetry API alone, with TelemetryFlow as the SDK. Only what lies between
// the marks differs from opentelemetry_main.cpp.

// [telemetryflow_includes]
#include "telemetryflow/bridge/install.hpp"
#include "telemetryflow/telemetryflow.hpp"
// [/telemetryflow_includes]

#include <cstdlib>
#include <iostream>

#include "warehouse.hpp"

int main() {
    if (std::getenv("OTEL_EXPORTER_OTLP_ENDPOINT") == nullptr) {
        std::cerr << "OTEL_EXPORTER_OTLP_ENDPOINT says where telemetry goes, for example http://127.0.0.1:4318\n";
        return 2;
    }
    // [telemetryflow_provider]
    telemetryflow::TelemetryFlowClient client = telemetryflow::TelemetryFlowBuilder()
                                                    .with_auto_configuration()  // OTEL_EXPORTER_OTLP_ENDPOINT
                                                    .with_backend_profile(telemetryflow::BackendProfile::Otlp)
                                                    .with_http()
                                                    .with_service("shop", "1.4.0")
                                                    .build();
    client.initialize();
    telemetryflow::bridge::install(client);
    const auto flush = [&client] { return client.flush(std::chrono::seconds(10)).complete; };
    // [/telemetryflow_provider]

    bool was_delivered = false;
    {
        warehouse::Warehouse lamps(5);
        lamps.ship("a-17", 3);
        lamps.ship("b-4", 4);
        lamps.ship("c-1", 2);
        // Observable instruments are asked now, as long as what they observe is there.
        was_delivered = flush();
    }

    // [telemetryflow_end]
    telemetryflow::bridge::uninstall();
    client.shutdown(std::chrono::seconds(10));
    // [/telemetryflow_end]
    return was_delivered ? 0 : 1;
}
