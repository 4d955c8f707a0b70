// An HTTP server on Poco whose requests the middleware turns into spans, metrics and correlated logs.
//
//   ./example_poco_server [port]      without a port, a free one is picked; the first line of output names it
//
// SIGTERM and SIGINT end it when the running requests are done. The last line on standard output is then the client's
// own account of what became of its telemetry, as JSON.

#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/ServerSocket.h>
#include <pthread.h>

#include "telemetryflow/middleware/poco.hpp"
#include "telemetryflow/telemetryflow.hpp"

using Poco::Net::HTTPRequestHandler;
using Poco::Net::HTTPResponse;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;
using telemetryflow::PocoMiddleware;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;

namespace {

constexpr const char* kOrders = "/orders/";

class ReadOrder : public HTTPRequestHandler {
public:
    explicit ReadOrder(TelemetryFlowClient& client) : client_(client) {}

    void handleRequest(HTTPServerRequest& request, HTTPServerResponse& response) override {
        const int id = std::atoi(request.getURI().c_str() + std::string(kOrders).size());
        if (id <= 0 || id >= 1000) {
            client_.log_warn("no such order", {{"order.id", id}});
            response.setStatusAndReason(HTTPResponse::HTTP_NOT_FOUND);
            response.send();
            return;
        }
        client_.log_info("order read", {{"order.id", id}});
        const std::string body = "{\"order\": " + std::to_string(id) + "}\n";
        response.sendBuffer(body.data(), body.size());
    }

private:
    TelemetryFlowClient& client_;
};

class NotFound : public HTTPRequestHandler {
    void handleRequest(HTTPServerRequest&, HTTPServerResponse& response) override {
        response.setStatusAndReason(HTTPResponse::HTTP_NOT_FOUND);
        response.send();
    }
};

// Who chooses the handler knows the route, and says so before the handler runs.
class Orders : public Poco::Net::HTTPRequestHandlerFactory {
public:
    explicit Orders(TelemetryFlowClient& client) : client_(client) {}

    HTTPRequestHandler* createRequestHandler(const HTTPServerRequest& request) override {
        if (!request.getURI().starts_with(kOrders)) return new NotFound;
        PocoMiddleware::set_route("/orders/{id}");
        return new ReadOrder(client_);
    }

private:
    TelemetryFlowClient& client_;
};

void serve_until_signalled(TelemetryFlowClient& client, std::uint16_t port, const sigset_t& signals) {
    const PocoMiddleware middleware(client);
    const Poco::Net::ServerSocket socket(Poco::Net::SocketAddress("127.0.0.1", port));
    Poco::Net::HTTPServer server(middleware.wrap(new Orders(client)), socket, new Poco::Net::HTTPServerParams);
    server.start();
    std::cout << "listening on http://127.0.0.1:" << server.port() << std::endl;
    int received = 0;
    sigwait(&signals, &received);
    server.stopAll();
}

}  // namespace

int main(int argc, char** argv) try {
    // Blocked before any thread is started, so that all of them leave the signals to sigwait().
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    TelemetryFlowClient client =
        TelemetryFlowBuilder().with_service("example-poco-server", "1.0.0").with_auto_configuration().build();
    client.initialize();
    serve_until_signalled(client, static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 0), signals);

    const bool complete = client.shutdown(std::chrono::seconds(10)).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
