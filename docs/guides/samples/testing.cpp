// Quoted by docs/guides/testing.md.

#include <chrono>
#include <memory>

#include "telemetryflow/otlp_json.hpp"
#include "telemetryflow/telemetryflow.hpp"
#include "telemetryflow/testing/in_memory_exporter.hpp"

using namespace telemetryflow;

bool places_an_order() {
    // [memory]
    const auto record = std::make_shared<testing::InMemoryExporter::Record>();
    auto client = TelemetryFlowBuilder()
                      .with_backend_profile(BackendProfile::Otlp)
                      .with_service("checkout")
                      .with_exporter(std::make_unique<testing::InMemoryExporter>(record))
                      .build();
    client.initialize();
    client.log_info("order placed");  // the code under test
    client.flush(std::chrono::seconds(1));

    for (const auto& request : record->requests()) {
        const auto json = otlp_to_json(request.signal, std::as_bytes(std::span(request.body)));
        if (json.find("order placed") != std::string::npos) return true;
    }
    return false;
    // [/memory]
}

void refused() {
    const auto record = std::make_shared<testing::InMemoryExporter::Record>();
    // [answers]
    record->answer_next({.outcome = ExportOutcome::Retryable, .reason = "http_503"});
    record->answer_always({.outcome = ExportOutcome::Refused, .reason = "http_400"});
    // [/answers]
}
