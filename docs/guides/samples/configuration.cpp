// Quoted by docs/guides/configuration.md.

#include <chrono>
#include <iostream>
#include <string>

#include "telemetryflow/telemetryflow.hpp"

using namespace telemetryflow;
using namespace std::chrono_literals;

int configured() {
    // [environment]
    auto result = TelemetryFlowBuilder().with_service("checkout").with_auto_configuration().try_build();
    if (!result) {
        for (const std::string& fault : result.faults)
            std::cerr << fault << '\n';
        return 2;
    }
    result.client->initialize();
    // [/environment]
    return 0;
}

TelemetryFlowClient in_code() {
    // [code]
    return TelemetryFlowBuilder()
        .with_api_key("tfk_...", "tfs_...")
        .with_service("checkout", "1.4.0")
        .with_environment("staging")
        .with_http()
        .with_endpoint("https://collector.internal:4318")
        .with_tls_ca("/etc/ssl/internal.pem")
        .with_batch_settings(2s)
        .with_sampler({.kind = SamplerConfig::Kind::TraceIdRatio, .ratio = 0.1})
        .with_custom_attribute("team", "payments")
        .build();
    // [/code]
}

TelemetryFlowClient other_backend() {
    // [otlp]
    return TelemetryFlowBuilder()
        .with_backend_profile(BackendProfile::Otlp)  // any collector; no API key needed
        .with_endpoint("http://127.0.0.1:4317")
        .with_service("checkout")
        .build();
    // [/otlp]
}

TelemetryFlowBuilder& with_rules(TelemetryFlowBuilder& builder) {
    // [scope_rules]
    builder.with_scope_rule({.scope_name = "com.example.*", .minimum_severity = SeverityLevel::Warn})
        .with_scope_rule({.scope_name = "com.example.cache", .enable_traces = false, .enable_metrics = false})
        .with_scope_rule({.scope_name = "telemetryflow", .trace_based_logs = true});
    // [/scope_rules]
    return builder;
}
