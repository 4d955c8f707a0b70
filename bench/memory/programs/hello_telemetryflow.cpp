// hello.cpp with the three signals in it: what it is larger by is what the library adds to a program.

#include <iostream>

#include "telemetryflow/telemetryflow.hpp"

#include "memory/resident.hpp"

int main() {
    auto client = telemetryflow::TelemetryFlowBuilder()
                      .with_api_key("tfk_bench", "tfs_bench")
                      .with_endpoint("https://localhost:4317")
                      .with_service("hello", "1.0.0")
                      .build();
    client.initialize();
    client.increment_counter("hello", 1, {{"to", "world"}});
    {
        const telemetryflow::Span span = client.span("hello", telemetryflow::SpanKind::Internal, {{"to", "world"}});
        client.log_info("hello", {{"to", "world"}});
    }
    const auto resident = telemetryflow::bench::resident_bytes();
    std::cout << resident.all << ' ' << resident.anonymous << '\n';
    client.shutdown();
}
