// Quoted by docs/guides/migration.md.

#include <stdexcept>

#include "telemetryflow/telemetryflow.hpp"

using namespace telemetryflow;

void charge() {}

void family() {
    // [family]
    // Python: client = TelemetryFlowBuilder().with_auto_configuration().with_grpc().build(); client.initialize()
    // Go:     client, err := telemetryflow.NewBuilder().WithAutoConfiguration().WithGRPC().Build()
    auto client = TelemetryFlowBuilder().with_auto_configuration().with_grpc().build();
    client.initialize();

    // Python: client.increment_counter("orders", 1, {"currency": "EUR"})
    // Go:     client.IncrementCounter(ctx, "orders", 1, map[string]interface{}{"currency": "EUR"})
    client.increment_counter("orders", 1, {{"currency", "EUR"}});

    // Python: client.log_info("order placed", {"order.id": "A-17"})
    // Go:     client.LogInfo(ctx, "order placed", map[string]interface{}{"order.id": "A-17"})
    client.log_info("order placed", {{"order.id", "A-17"}});

    // Python: with client.span("charge", SpanKind.CLIENT): charge()
    // Go:     id, _ := client.StartSpan(ctx, "charge", "client", nil); charge(); client.EndSpan(ctx, id, nil)
    client.with_span("charge", SpanKind::Client, {}, [](Span&) { charge(); });

    client.shutdown();
    // [/family]
}

void manual(TelemetryFlowClient& client) {
    // [manual]
    const SpanId id = client.start_span("charge", SpanKind::Client);
    client.add_span_event(id, "authorized");
    try {
        charge();
        client.end_span(id);
    } catch (const std::exception& error) {
        client.end_span(id, error);
        throw;
    }
    // [/manual]
}
