// An HTTP server on Crow whose requests the middleware turns into spans, metrics and correlated logs.
//
//   ./example_crow_server [port]      without a port, a free one is picked; the first line of output names it
//
// SIGTERM and SIGINT end it: Crow sees to that. The last line on standard output is then the client's own account of
// what became of its telemetry, as JSON.

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <future>
#include <iostream>
#include <string>

#include <crow.h>

#include "telemetryflow/middleware/crow.hpp"
#include "telemetryflow/telemetryflow.hpp"

using telemetryflow::CrowMiddleware;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;

namespace {

crow::response read_order(TelemetryFlowClient& client, const std::string& number) {
    const int id = std::atoi(number.c_str());
    if (id <= 0 || id >= 1000) {
        client.log_warn("no such order", {{"order.id", id}});
        return crow::response(404);
    }
    client.log_info("order read", {{"order.id", id}});
    return crow::response(200, "{\"order\": " + std::to_string(id) + "}\n");
}

void serve_until_signalled(TelemetryFlowClient& client, std::uint16_t port) {
    crow::App<CrowMiddleware> app{CrowMiddleware(client)};
    app.loglevel(crow::LogLevel::Critical);
    // route() names the pattern and not the path, and makes the request current for its handler.
    app.route_dynamic("/orders/<string>")(CrowMiddleware::route(
        "/orders/{id}", [&client](const crow::request&, std::string number) { return read_order(client, number); }));
    app.bindaddr("127.0.0.1").port(port);
    const std::future<void> running = app.run_async();
    app.wait_for_server_start();
    std::cout << "listening on http://127.0.0.1:" << app.port() << std::endl;
    running.wait();
}

}  // namespace

int main(int argc, char** argv) try {
    TelemetryFlowClient client =
        TelemetryFlowBuilder().with_service("example-crow-server", "1.0.0").with_auto_configuration().build();
    client.initialize();
    serve_until_signalled(client, static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 0));

    const bool complete = client.shutdown(std::chrono::seconds(10)).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
