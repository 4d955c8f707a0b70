// Quoted by docs/guides/middleware.md and http-clients.md.

#include <string>

#include "telemetryflow/integration/httplib_client.hpp"
#include "telemetryflow/middleware/httplib.hpp"
#include "telemetryflow/telemetryflow.hpp"

using namespace telemetryflow;

void serve(TelemetryFlowClient& client) {
    // [server]
    httplib::Server server;
    const HttplibMiddleware middleware(client);
    middleware.install(server);
    server.Get("/orders/(\\d+)",
               HttplibMiddleware::route("/orders/{id}", [&](const httplib::Request&, httplib::Response& response) {
                   client.log_info("order read");  // belongs to the request
                   HttplibMiddleware::current_span().set_attribute("order.total", 19);
                   response.set_content("{}", "application/json");
               }));
    server.listen("127.0.0.1", 8080);
    // [/server]
}

bool call(TelemetryFlowClient& client) {
    // [client]
    HttplibClient orders(client, "http://127.0.0.1:8080");
    orders.native().set_connection_timeout(1);
    const httplib::Result answer = orders.get("/orders/7", {}, "/orders/{id}");
    // [/client]
    return answer && answer->status == 200;
}
