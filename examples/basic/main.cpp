// One of each signal, sent to the backend that the environment names.
//
//   export TELEMETRYFLOW_API_KEY_ID=tfk_... TELEMETRYFLOW_API_KEY_SECRET=tfs_...
//   export TELEMETRYFLOW_ENDPOINT=https://api.telemetryflow.id:4317
//   ./example_basic

#include <chrono>
#include <iostream>
#include <stdexcept>
#include <string>

#include "telemetryflow/telemetryflow.hpp"

using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;

namespace {

void check_out(TelemetryFlowClient& client) {
    // Current until the end of the scope: what is recorded meanwhile on this thread belongs to it.
    Span span = client.span("checkout", SpanKind::Server, {{"cart.items", 3}});
    client.increment_counter("checkouts", 1, {{"payment.method", "card"}}, "{checkout}");
    {
        const Span payment = client.span("charge card", SpanKind::Client);
        client.record_histogram("payment.duration", 0.042, "s");
        client.log_info("card charged", {{"order.id", "A-17"}});
    }
    span.add_event("receipt sent");
}

void fail(TelemetryFlowClient& client) {
    // with_span() marks the span as failed when the work throws; the exception stays the caller's business.
    try {
        client.with_span("refund", SpanKind::Internal, {}, [](Span&) { throw std::runtime_error("no such order"); });
    } catch (const std::runtime_error& error) {
        client.log_error(error.what());
    }
}

}  // namespace

int main() try {
    // The program knows its name; where to report to and with which key is the environment's business.
    TelemetryFlowClient client =
        TelemetryFlowBuilder().with_service("example-basic", "1.0.0").with_auto_configuration().build();
    client.initialize();

    client.record_gauge("stock.level", 12, {{"warehouse", "north"}}, "{item}");
    check_out(client);
    fail(client);

    // The destructor would do the same, but could not tell how it went.
    const auto result = client.shutdown(std::chrono::seconds(5));
    if (result.complete && client.get_status().exports_failed == 0) {
        std::cout << "everything was delivered\n";
        return 0;
    }
    std::cerr << "not everything was delivered: " << client.get_status() << '\n';
    return 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
