// Quoted by README.md and docs/guides/getting-started.md.

// [program]
#include "telemetryflow/telemetryflow.hpp"

int main() {
    auto client = telemetryflow::TelemetryFlowBuilder()
                      .with_api_key("tfk_...", "tfs_...")
                      .with_endpoint("https://api.telemetryflow.id:4317")
                      .with_service("checkout", "1.4.0")
                      .build();
    client.initialize();

    auto span = client.span("checkout", telemetryflow::SpanKind::Server, {{"cart.items", 3}});
    client.increment_counter("orders", 1, {{"payment.method", "card"}}, "{order}");
    client.log_info("order placed", {{"order.id", "A-17"}});
}  // ends the span, sends what is left, shuts down
// [/program]
