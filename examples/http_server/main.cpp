// An HTTP server on cpp-httplib whose requests the middleware turns into spans, metrics and correlated logs.
//
//   ./example_http_server [port]      without a port, a free one is picked; the first line of output names it
//
// SIGTERM and SIGINT end it when the running requests are done. The last line on standard output is then the client's
// own account of what became of its telemetry, as JSON.

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>

#include <httplib.h>
#include <pthread.h>

#include "telemetryflow/middleware/httplib.hpp"
#include "telemetryflow/telemetryflow.hpp"

using telemetryflow::HttplibMiddleware;
using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;
using namespace std::chrono_literals;

namespace {

// What stands for a database here. Its span is a child of the request's, because that one is current on this thread.
bool find_order(TelemetryFlowClient& client, int id) {
    const Span span = client.span("SELECT orders", SpanKind::Client, {{"db.system.name", "sqlite"}, {"order.id", id}});
    std::this_thread::sleep_for(1ms);
    return id < 1000;
}

void read_order(TelemetryFlowClient& client, const httplib::Request& request, httplib::Response& response) {
    const int id = std::stoi(request.matches[1].str());
    if (!find_order(client, id)) {
        client.log_warn("no such order", {{"order.id", id}});
        response.status = 404;
        return;
    }
    client.log_info("order read", {{"order.id", id}});
    response.set_content("{\"order\": " + std::to_string(id) + "}\n", "application/json");
}

void create_order(TelemetryFlowClient& client, httplib::Response& response) {
    {
        const Span span = client.span("INSERT orders", SpanKind::Client, {{"db.system.name", "sqlite"}});
        std::this_thread::sleep_for(2ms);
    }
    client.log_info("order created");
    response.status = 201;
}

// `route()` names the pattern and not the path: names and attributes of few values are what a backend can group by.
void add_routes(httplib::Server& server, TelemetryFlowClient& client) {
    using httplib::Request;
    using httplib::Response;
    server.Get(R"(/orders/(\d{1,6}))",
               HttplibMiddleware::route("/orders/{id}", [&client](const Request& request, Response& response) {
                   read_order(client, request, response);
               }));
    server.Post("/orders", HttplibMiddleware::route("/orders", [&client](const Request&, Response& response) {
                    create_order(client, response);
                }));
    server.Get("/broken", HttplibMiddleware::route(
                              "/broken", [](const Request&, Response&) { throw std::runtime_error("out of cheese"); }));
    server.Get("/health", [](const Request&, Response&) {});
    // The library would send what() to the caller. The request is still current here, so the log belongs to it.
    server.set_exception_handler([&client](const Request& request, Response& response, const std::exception_ptr&) {
        client.log_error("request failed", {{"url.path", request.path}});
        response.status = 500;
        response.set_content("internal error\n", "text/plain");
    });
}

// Waits for a signal that no thread handles because main() blocked it before any was started.
void serve_until_signalled(httplib::Server& server, const sigset_t& signals) {
    std::thread serving([&server] { server.listen_after_bind(); });
    // Stopping a server that does not run yet would be forgotten.
    while (!server.is_running())
        std::this_thread::sleep_for(1ms);
    int received = 0;
    sigwait(&signals, &received);
    server.stop();
    serving.join();
}

int bind(httplib::Server& server, int port) {
    if (port == 0) return server.bind_to_any_port("127.0.0.1");
    return server.bind_to_port("127.0.0.1", port) ? port : -1;
}

}  // namespace

int main(int argc, char** argv) try {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    TelemetryFlowClient client =
        TelemetryFlowBuilder().with_service("example-http-server", "1.0.0").with_auto_configuration().build();
    client.initialize();

    telemetryflow::MiddlewareOptions options;
    options.excluded_paths = {"/health"};
    const HttplibMiddleware middleware(client, options);
    httplib::Server server;
    server.set_keep_alive_timeout(1);  // an idle connection holds up the end of the server for no longer
    middleware.install(server);
    add_routes(server, client);
    const int wanted = argc > 1 ? std::atoi(argv[1]) : 0;
    const int port = bind(server, wanted);
    if (port < 0) {
        std::cerr << "cannot listen on 127.0.0.1:" << wanted << '\n';
        return 1;
    }
    std::cout << "listening on http://127.0.0.1:" << port << std::endl;
    serve_until_signalled(server, signals);

    const bool complete = client.shutdown(10s).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
