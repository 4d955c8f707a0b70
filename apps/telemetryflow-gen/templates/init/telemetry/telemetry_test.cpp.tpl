// Records with every helper, and looks at what an exporter gets.

#include "telemetry/telemetry.hpp"

#include <initializer_list>
#include <iostream>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "telemetryflow/otlp_json.hpp"
#include "telemetryflow/testing/in_memory_exporter.hpp"

@if logs
#include "telemetry/logs.hpp"
@end
@if metrics
#include "telemetry/metrics.hpp"
@end
@if traces
#include "telemetry/traces.hpp"
@end

namespace {

int failures = 0;

void expect(bool holds, const std::string& what) {
    if (holds) return;
    std::cerr << "FAILED: " << what << '\n';
    ++failures;
}

void expect_all(const std::string& received, std::initializer_list<const char*> texts) {
    for (const char* text : texts)
        expect(received.find('"' + std::string(text) + '"') != std::string::npos, std::string(text) + " was exported");
}

void record() {
@if traces
    const telemetryflow::SpanId manual = telemetry::traces::start_span("manual");
    telemetry::traces::add_event(manual, "step");
    telemetry::traces::end_span(manual);
    const telemetryflow::Span span = telemetry::traces::span("scoped");
    telemetry::traces::trace("work", [](telemetryflow::Span& work) { work.set_attribute("pieces", 3); });
@end
@if metrics
    telemetry::metrics::increment_counter("test.count", 2, {{"kind", "test"}});
    telemetry::metrics::record_gauge("test.level", 0.5);
    telemetry::metrics::record_histogram("test.duration", 0.25, "s");
@end
@if logs
    telemetry::logs::debug("a debug message");
    telemetry::logs::info("an info message");
    telemetry::logs::warn("a warning");
    telemetry::logs::error("an error message");
@end
}

}  // namespace

int main() {
    record();  // before telemetry is started: it goes nowhere, and harms nothing
    expect(!telemetry::is_enabled(), "telemetry is off before init()");
    expect(telemetry::shutdown(), "shutdown() before init()");

    const auto exported = std::make_shared<telemetryflow::testing::InMemoryExporter::Record>();
    telemetryflow::TelemetryFlowBuilder builder;
    builder.with_backend_profile(telemetryflow::BackendProfile::Otlp)
        .with_service("test")
        .with_exporter(std::make_unique<telemetryflow::testing::InMemoryExporter>(exported));
    expect(telemetry::init(std::move(builder)), "init()");
    expect(telemetry::is_enabled(), "telemetry is on after init()");
    record();
    expect(telemetry::shutdown(), "shutdown()");
    expect(!telemetry::is_enabled(), "telemetry is off after shutdown()");
    record();  // counted as dropped

    std::string received;
    for (const auto& request : exported->requests())
        received += telemetryflow::otlp_to_json(request.signal, std::as_bytes(std::span(request.body)));
    expect_all(received, {"service.name"});
@if traces
    expect_all(received, {"manual", "step", "scoped", "work"});
@end
@if metrics
    expect_all(received, {"test.count", "test.level", "test.duration"});
@end
@if logs
    expect_all(received, {"a debug message", "an info message", "a warning", "an error message"});
@end
    return failures == 0 ? 0 : 1;
}
