#pragma once

// What the inventory answers.

#include <string>

#include <httplib.h>

#include "telemetryflow/middleware/httplib.hpp"
#include "telemetryflow/telemetryflow.hpp"

namespace app {

using telemetryflow::HttplibMiddleware;
using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::TelemetryFlowClient;

inline void show_stock(TelemetryFlowClient& client, const std::string& item, httplib::Response& response) {
    // Below the request's span, which is below the gateway's call.
    const Span span = client.span("SELECT stock", SpanKind::Client, {{"item", item}});
    if (item != "tea") {
        client.log_warn("out of stock", {{"item", item}});
        response.status = 404;
        return;
    }
    response.set_content("{\"item\": \"tea\", \"pieces\": 12}\n", "application/json");
}

inline void add_inventory(httplib::Server& server, TelemetryFlowClient& client) {
    const auto handler = [&client](const httplib::Request& request, httplib::Response& response) {
        show_stock(client, request.matches[1].str(), response);
    };
    server.Get("/stock/([a-z]+)", HttplibMiddleware::route("/stock/{item}", handler));
}

}  // namespace app
