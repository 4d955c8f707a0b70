#pragma once

// For the tests of this project: a client that exports into memory, and a look at what it exported.

#include <chrono>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>

#include "telemetryflow/otlp_json.hpp"
#include "telemetryflow/telemetryflow.hpp"
#include "telemetryflow/testing/in_memory_exporter.hpp"

#include "support/expect.hpp"

namespace @{module} {

class TestTelemetry {
public:
    explicit TestTelemetry(const std::string& service = "test") : client_(make_client(service)) {
        client_.initialize();
    }

    telemetryflow::TelemetryFlowClient& client() { return client_; }

    /// Shuts the client down, and returns all that it exported as OTLP/JSON.
    std::string exported() {
        client_.shutdown(std::chrono::seconds(5));
        std::string json;
        for (const auto& request : record_->requests())
            json += telemetryflow::otlp_to_json(request.signal, std::as_bytes(std::span(request.body)));
        return json;
    }

private:
    telemetryflow::TelemetryFlowClient make_client(const std::string& service) {
        telemetryflow::TelemetryFlowBuilder builder;
        builder.with_backend_profile(telemetryflow::BackendProfile::Otlp)
            .with_service(service)
            .with_exporter(std::make_unique<telemetryflow::testing::InMemoryExporter>(record_));
        return builder.build();
    }

    std::shared_ptr<telemetryflow::testing::InMemoryExporter::Record> record_ =
        std::make_shared<telemetryflow::testing::InMemoryExporter::Record>();
    telemetryflow::TelemetryFlowClient client_;
};

inline void expect_all(const std::string& exported, std::initializer_list<const char*> texts) {
    for (const char* text : texts)
        expect(exported.find('"' + std::string(text) + '"') != std::string::npos, std::string(text) + " was exported");
}

}  // namespace @{module}
