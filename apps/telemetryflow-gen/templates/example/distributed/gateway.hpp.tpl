#pragma once

// What the gateway answers: it asks the inventory, and the context goes along in the headers of the call.

#include <chrono>
#include <string>

#include <httplib.h>

#include "telemetryflow/integration/httplib_client.hpp"
#include "telemetryflow/middleware/httplib.hpp"
#include "telemetryflow/telemetryflow.hpp"

namespace app {

using telemetryflow::HttplibClient;
using telemetryflow::HttplibMiddleware;
using telemetryflow::TelemetryFlowClient;

inline void order(TelemetryFlowClient& client, const std::string& inventory_url, const std::string& item,
                  httplib::Response& response) {
    // A client of the library serves one thread; a connection for each request keeps this short.
    HttplibClient inventory(client, inventory_url);
    inventory.native().set_connection_timeout(std::chrono::seconds(2));
    inventory.native().set_read_timeout(std::chrono::seconds(2));
    const httplib::Result stock = inventory.get("/stock/" + item, {}, "/stock/{item}");
    if (!stock) {
        client.log_error("the inventory does not answer", {{"reason", httplib::to_string(stock.error())}});
        response.status = 502;
        return;
    }
    const char* outcome = stock->status == 200 ? "accepted" : "refused";
    client.increment_counter("orders", 1, {{"outcome", outcome}}, "{order}");
    client.log_info("order answered", {{"item", item}, {"outcome", outcome}});
    response.status = stock->status == 200 ? 201 : 409;
}

inline void add_gateway(httplib::Server& server, TelemetryFlowClient& client, const std::string& inventory_url) {
    const auto handler = [&client, inventory_url](const httplib::Request& request, httplib::Response& response) {
        order(client, inventory_url, request.matches[1].str(), response);
    };
    server.Post("/orders/([a-z]+)", HttplibMiddleware::route("/orders/{item}", handler));
}

}  // namespace app
