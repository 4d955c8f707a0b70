#pragma once

// What the programs of this folder have in common: a client over an exporter in memory, and a look at what arrived.

#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>

#include "telemetryflow/telemetryflow.hpp"
#include "telemetryflow/testing/in_memory_exporter.hpp"

// Calls `use(client)` and prints the SDK's version when `expected` arrived.
inline int run(const char* expected, const std::function<void(telemetryflow::TelemetryFlowClient&)>& use) {
    using namespace telemetryflow;
    const auto record = std::make_shared<testing::InMemoryExporter::Record>();
    TelemetryFlowClient client = TelemetryFlowBuilder()
                                     .with_backend_profile(BackendProfile::Otlp)
                                     .with_service("component")
                                     .with_exporter(std::make_unique<testing::InMemoryExporter>(record))
                                     .build();
    client.initialize();
    use(client);
    client.flush(std::chrono::seconds(5));
    for (const auto& request : record->requests()) {
        if (request.body.find(expected) != std::string::npos) {
            std::printf("telemetryflow %s\n", std::string(kVersion).c_str());
            return 0;
        }
    }
    std::fprintf(stderr, "'%s' did not arrive\n", expected);
    return 1;
}
