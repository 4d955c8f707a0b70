#pragma once

// One of each signal: a counter, a gauge, a histogram, logs, and spans that nest and fail.

#include <stdexcept>

#include "telemetryflow/telemetryflow.hpp"

namespace app {

using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::TelemetryFlowClient;

inline void check_out(TelemetryFlowClient& client) {
    client.record_gauge("stock.level", 12, {{"warehouse", "north"}}, "{item}");
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

inline void refund(TelemetryFlowClient& client) {
    // with_span() marks the span as failed when the work throws; the exception stays the caller's.
    try {
        client.with_span("refund", SpanKind::Internal, {}, [](Span&) { throw std::runtime_error("no such order"); });
    } catch (const std::runtime_error& error) {
        client.log_error(error.what());
    }
}

}  // namespace app
