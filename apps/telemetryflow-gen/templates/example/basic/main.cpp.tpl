// One of each signal, sent to the backend that the environment names.

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
    // Current until the end of the scope: what this thread records meanwhile belongs to it.
    Span span = client.span("checkout", SpanKind::Server, {{"cart.items", 3}});
    client.increment_counter("checkouts", 1, {{"payment.method", "card"}}, "{checkout}");
    {
        const Span payment = client.span("charge card", SpanKind::Client);
        client.record_histogram("payment.duration", 0.042, "s");
        client.log_info("card charged", {{"order.id", "A-17"}});
    }
    span.add_event("receipt sent");
}

void refund(TelemetryFlowClient& client) {
    // with_span() marks the span as failed when the work throws; the exception stays the caller's.
    try {
        client.with_span("refund", SpanKind::Internal, {}, [](Span&) { throw std::runtime_error("no such order"); });
    } catch (const std::runtime_error& error) {
        client.log_error(error.what());
    }
}

}  // namespace

int main() try {
    // The program knows its name; where to report to and with which key is the environment's business.
    TelemetryFlowBuilder builder;
    builder.with_service("@{service|cpp}", "1.0.0").with_auto_configuration();
    TelemetryFlowClient client = builder.build();
    client.initialize();

    client.record_gauge("stock.level", 12, {{"warehouse", "north"}}, "{item}");
    check_out(client);
    refund(client);

    // The destructor would deliver too, but could not tell how it went.
    const auto result = client.shutdown(std::chrono::seconds(10));
    std::cout << client.get_status() << '\n';
    return result.complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
