// Records one of each signal, flushes, and prints the version that the headers name when all of it was delivered.

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <span>
#include <string>

#include "telemetryflow/otlp_json.hpp"
#include "telemetryflow/telemetryflow.hpp"
#include "telemetryflow/testing/in_memory_exporter.hpp"

namespace {

int failed(const std::string& what) {
    std::fprintf(stderr, "%s\n", what.c_str());
    return 1;
}

}  // namespace

int main() {
    using namespace telemetryflow;
    const auto record = std::make_shared<testing::InMemoryExporter::Record>();
    TelemetryFlowClient client = TelemetryFlowBuilder()
                                     .with_backend_profile(BackendProfile::Otlp)
                                     .with_service("consumer")
                                     .with_exporter(std::make_unique<testing::InMemoryExporter>(record))
                                     .build();
    client.initialize();
    {
        const Span span = client.span("consume");
        client.log_info("consumed");
    }
    const BoundCounter consumed = client.counter("consumed", {.unit = "{item}"}).bind({{"kind", "test"}});
    consumed.add(2);

    const FlushResult result = client.flush(std::chrono::seconds(5));
    const SDKStatusResult status = client.get_status();
    if (!result.complete) return failed("the flush was not complete: " + status.to_json());
    for (const SignalCounters& counters : status.signals) {
        if (counters.delivered != 1 || !counters.balanced()) return failed("not delivered: " + status.to_json());
    }
    std::string received;
    for (const auto& request : record->requests())
        received += otlp_to_json(request.signal, std::as_bytes(std::span(request.body)));
    for (const char* expected : {"\"consume\"", "\"consumed\"", "\"asInt\":\"2\"", "\"service.name\""}) {
        if (received.find(expected) == std::string::npos)
            return failed(std::string(expected) + " is not in " + received);
    }

    // An exporter over the network is made and given up again: what the SDK itself is linked with is there.
    TelemetryFlowClient remote = new_simple("tfk_consumer", "tfs_consumer", "http://127.0.0.1:1", "consumer");
    remote.initialize();
    if (!remote.shutdown(std::chrono::seconds(5)).complete) return failed("nothing to send, and still not done");

    std::printf("telemetryflow %s\n", std::string(kVersion).c_str());
    return 0;
}
