// A shop over a library that knows the OpenTelemetry API alone, with TelemetryFlow as the SDK. Only what lies between
// the marks differs from opentelemetry_main.cpp.

// [telemetryflow_includes]
#include "telemetryflow/bridge/install.hpp"
#include "telemetryflow/telemetryflow.hpp"
// [/telemetryflow_includes]

#include "warehouse.hpp"

int main() {
    // [telemetryflow_provider]
    telemetryflow::TelemetryFlowClient client =
        telemetryflow::TelemetryFlowBuilder().with_auto_configuration().with_service("shop", "1.4.0").build();
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
