// An HTTP server on Drogon whose requests the middleware turns into spans, metrics and correlated logs.
//
//   ./example_drogon_server [port]    without a port, a free one is picked; the first line of output names it
//
// SIGTERM and SIGINT end it: Drogon sees to that. The last line on standard output is then the client's own account of
// what became of its telemetry, as JSON.

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <string>

#include <drogon/drogon.h>

#include "telemetryflow/middleware/drogon.hpp"
#include "telemetryflow/telemetryflow.hpp"

using telemetryflow::DrogonMiddleware;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;

namespace {

using Callback = std::function<void(const drogon::HttpResponsePtr&)>;

drogon::HttpResponsePtr read_order(TelemetryFlowClient& client, int id) {
    auto response = drogon::HttpResponse::newHttpResponse();
    if (id <= 0 || id >= 1000) {
        client.log_warn("no such order", {{"order.id", id}});
        response->setStatusCode(drogon::k404NotFound);
    } else {
        client.log_info("order read", {{"order.id", id}});
        response->setBody("{\"order\": " + std::to_string(id) + "}\n");
    }
    return response;
}

void serve_until_signalled(TelemetryFlowClient& client, std::uint16_t port) {
    const DrogonMiddleware middleware(client);
    middleware.install(drogon::app());
    // Wrapped, so that the request is current for the handler; the route is the pattern.
    drogon::app().registerHandler("/orders/{id}",
                                  DrogonMiddleware::handler([&client](const drogon::HttpRequestPtr&,
                                                                      Callback&& callback, const std::string& number) {
                                      callback(read_order(client, std::atoi(number.c_str())));
                                  }),
                                  {drogon::Get});
    drogon::app().addListener("127.0.0.1", port);
    drogon::app().registerBeginningAdvice([] {
        std::cout << "listening on http://127.0.0.1:" << drogon::app().getListeners().front().toPort() << std::endl;
    });
    drogon::app().run();
}

}  // namespace

int main(int argc, char** argv) try {
    TelemetryFlowClient client =
        TelemetryFlowBuilder().with_service("example-drogon-server", "1.0.0").with_auto_configuration().build();
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
