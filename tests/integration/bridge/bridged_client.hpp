#pragma once

// A client that the OpenTelemetry API's global providers record with, for the life of a test.

#include "telemetryflow/bridge/install.hpp"

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {

namespace api = opentelemetry;

struct BridgedClient : TestClient {
    explicit BridgedClient(const TelemetryConfig& config = test_config()) : TestClient(config) {
        bridge::install(client);
    }
    ~BridgedClient() { bridge::uninstall(); }
    BridgedClient(const BridgedClient&) = delete;
    BridgedClient& operator=(const BridgedClient&) = delete;
};

inline api::nostd::shared_ptr<api::trace::Tracer> global_tracer() {
    return api::trace::Provider::GetTracerProvider()->GetTracer("library", "1.2");
}
inline api::nostd::shared_ptr<api::metrics::Meter> global_meter() {
    return api::metrics::Provider::GetMeterProvider()->GetMeter("library", "1.2");
}
inline api::nostd::shared_ptr<api::logs::Logger> global_logger() {
    return api::logs::Provider::GetLoggerProvider()->GetLogger("logger", "library", "1.2");
}

inline std::string bytes_of(const api::trace::TraceId& id) {
    return {reinterpret_cast<const char*>(id.Id().data()), 16};
}
inline std::string bytes_of(const api::trace::SpanId& id) {
    return {reinterpret_cast<const char*>(id.Id().data()), 8};
}

}  // namespace telemetryflow::tests
