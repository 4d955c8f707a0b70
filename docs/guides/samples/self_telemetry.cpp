// Quoted by docs/guides/self-telemetry.md.

#include <iostream>

#include "telemetryflow/telemetryflow.hpp"

using namespace telemetryflow;

void own_metrics(TelemetryFlowBuilder& builder) {
    // [enable]
    builder.with_self_telemetry();
    // [/enable]
}

void probe(TelemetryFlowClient& client) {
    // [health]
    const HealthQueryResult health = client.query(GetHealthQuery{});
    if (health.status != HealthStatus::Healthy) std::cerr << health.reason << '\n';
    for (const ComponentHealth& component : health.components)
        std::cerr << component.name << ": " << to_string(component.status) << ' ' << component.reason << '\n';
    // [/health]
}
