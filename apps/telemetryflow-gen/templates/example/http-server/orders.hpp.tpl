#pragma once

// What the server answers.

#include <exception>
#include <stdexcept>
#include <string>

#include <httplib.h>

#include "telemetryflow/middleware/httplib.hpp"
#include "telemetryflow/telemetryflow.hpp"

namespace app {

using telemetryflow::HttplibMiddleware;
using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::TelemetryFlowClient;

// What stands for a database here. Its span is a child of the request's, which is current on this thread.
inline bool find_order(TelemetryFlowClient& client, int id) {
    const Span span = client.span("SELECT orders", SpanKind::Client, {{"order.id", id}});
    return id < 1000;
}

inline void read_order(TelemetryFlowClient& client, const httplib::Request& request, httplib::Response& response) {
    const int id = std::stoi(request.matches[1].str());
    if (!find_order(client, id)) {
        client.log_warn("no such order", {{"order.id", id}});
        response.status = 404;
        return;
    }
    client.log_info("order read", {{"order.id", id}});
    response.set_content("{\"order\": " + std::to_string(id) + "}\n", "application/json");
}

// `route()` names the pattern and not the path: a backend can group by what has few values.
inline void add_routes(httplib::Server& server, TelemetryFlowClient& client) {
    using httplib::Request;
    using httplib::Response;
    server.Get(R"(/orders/(\d{1,6}))",
               HttplibMiddleware::route("/orders/{id}", [&client](const Request& request, Response& response) {
                   read_order(client, request, response);
               }));
    server.Get("/broken", HttplibMiddleware::route(
                              "/broken", [](const Request&, Response&) { throw std::runtime_error("out of paper"); }));
    server.Get("/health", [](const Request&, Response&) {});
    // The library would send what() to the caller. The request is still current here: the log belongs to it.
    server.set_exception_handler([&client](const Request& request, Response& response, const std::exception_ptr&) {
        client.log_error("request failed", {{"url.path", request.path}});
        response.status = 500;
        response.set_content("internal error\n", "text/plain");
    });
}

}  // namespace app
