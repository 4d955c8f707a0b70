// The service that callers talk to. It asks the inventory, whose spans become part of the same trace because the
// context goes along in the headers of the call.
//
//   @{project}-gateway [port] [inventory]      @{port} and http://127.0.0.1:@{inventory_port} unless said otherwise

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>

#include <httplib.h>

#include "telemetryflow/integration/httplib_client.hpp"
#include "telemetryflow/middleware/httplib.hpp"
#include "telemetryflow/telemetryflow.hpp"

#include "serve.hpp"

using telemetryflow::HttplibClient;
using telemetryflow::HttplibMiddleware;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;

namespace {

constexpr int kPort = @{port};

void order(TelemetryFlowClient& client, const std::string& inventory_url, const std::string& item,
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

}  // namespace

int main(int argc, char** argv) try {
    const sigset_t signals = @{identifier}::block_stop_signals();
    const std::string inventory_url = argc > 2 ? argv[2] : "http://127.0.0.1:@{inventory_port}";
    TelemetryFlowBuilder builder;
    builder.with_service("@{service|cpp}-gateway", "1.0.0").with_auto_configuration();
    TelemetryFlowClient client = builder.build();
    client.initialize();

    const HttplibMiddleware middleware(client);
    httplib::Server server;
    middleware.install(server);
    const auto handler = [&](const httplib::Request& request, httplib::Response& response) {
        order(client, inventory_url, request.matches[1].str(), response);
    };
    server.Post("/orders/([a-z]+)", HttplibMiddleware::route("/orders/{item}", handler));
    if (!@{identifier}::serve(server, argc > 1 ? std::atoi(argv[1]) : kPort, signals)) return 1;

    const bool complete = client.shutdown(std::chrono::seconds(10)).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
