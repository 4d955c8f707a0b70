// An HTTP server on cpp-httplib with a span, metrics and correlated logs for every request, written by hand.
//
//   ./example_http_server [port]      without a port, a free one is picked; the first line of output names it
//
// SIGTERM and SIGINT end it when the running requests are done. The last line on standard output is then the client's
// own account of what became of its telemetry, as JSON.

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include <httplib.h>
#include <pthread.h>

#include "telemetryflow/start_scoped_span_command.hpp"
#include "telemetryflow/telemetryflow.hpp"

using telemetryflow::Span;
using telemetryflow::SpanContext;
using telemetryflow::SpanKind;
using telemetryflow::SpanStatus;
using telemetryflow::StartScopedSpanCommand;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;
using namespace std::chrono_literals;

namespace {

using Handler = std::function<void(const httplib::Request&, httplib::Response&)>;

// Wraps a handler. `route` is the pattern and not the path: names and attributes of few values are what a backend can
// group by.
class Traced {
public:
    explicit Traced(TelemetryFlowClient& client)
        : client_(client),
          duration_(client.histogram(
              "http.server.request.duration",
              {.unit = "s",
               .description = "Duration of HTTP server requests.",
               // As OpenTelemetry's HTTP conventions advise.
               .boundaries = {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10}})),
          active_(client.up_down_counter("http.server.active_requests", {.unit = "{request}"})) {}

    Handler operator()(std::string route, Handler handler) const {
        return [*this, route = std::move(route), handler = std::move(handler)](const auto& request, auto& response) {
            handle(route, handler, request, response);
        };
    }

private:
    void handle(const std::string& route, const Handler& handler, const httplib::Request& request,
                httplib::Response& response) const {
        const auto start = std::chrono::steady_clock::now();
        active_.add(1, {{"http.request.method", request.method}});
        Span span = start_span(route, request);
        try {
            handler(request, response);
        } catch (const std::exception& error) {
            // Answered here, while the span is still open: it shall know the status.
            span.record_exception(error);
            client_.log_error("request failed", {{"http.route", route}, {"exception.message", error.what()}});
            response.status = 500;
            response.set_content("internal error\n", "text/plain");
        }
        const int status = response.status > 0 ? response.status : 200;
        span.set_attribute("http.response.status_code", status);
        // A client's mistake (4xx) is no error of the server.
        if (status >= 500) span.set_status(SpanStatus::Error);
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        duration_.record(
            taken.count(),
            {{"http.request.method", request.method}, {"http.route", route}, {"http.response.status_code", status}});
        active_.add(-1, {{"http.request.method", request.method}});
    }

    Span start_span(const std::string& route, const httplib::Request& request) const {
        const std::string name = request.method + ' ' + route;
        StartScopedSpanCommand command;
        command.name = name;
        command.kind = SpanKind::Server;
        // The caller's span, if the request names one: its trace goes on here.
        command.parent = SpanContext::from_traceparent(request.get_header_value("traceparent"));
        Span span = client_.span(command);
        span.set_attributes({{"http.request.method", request.method},
                             {"http.route", route},
                             {"url.path", request.path},
                             {"url.scheme", "http"},
                             {"client.address", request.remote_addr}});
        return span;
    }

    TelemetryFlowClient& client_;
    telemetryflow::Histogram duration_;
    telemetryflow::UpDownCounter active_;
};

// What stands for a database here. Its span is a child of the request's, because that one is current on this thread.
bool find_order(TelemetryFlowClient& client, int id) {
    const Span span = client.span("SELECT orders", SpanKind::Client, {{"db.system.name", "sqlite"}, {"order.id", id}});
    std::this_thread::sleep_for(1ms);
    return id < 1000;
}

void add_routes(httplib::Server& server, TelemetryFlowClient& client) {
    const Traced traced(client);
    server.Get(R"(/orders/(\d{1,6}))", traced("/orders/{id}", [&client](const auto& request, auto& response) {
                   const int id = std::stoi(request.matches[1].str());
                   if (!find_order(client, id)) {
                       client.log_warn("no such order", {{"order.id", id}});
                       response.status = 404;
                       return;
                   }
                   client.log_info("order read", {{"order.id", id}});
                   response.set_content("{\"order\": " + std::to_string(id) + "}\n", "application/json");
               }));
    server.Post(
        "/orders", traced("/orders", [&client](const auto&, auto& response) {
            {
                const Span span = client.span("INSERT orders", SpanKind::Client, {{"db.system.name", "sqlite"}});
                std::this_thread::sleep_for(2ms);
            }
            client.log_info("order created");
            response.status = 201;
        }));
    server.Get("/broken", traced("/broken", [](const auto&, auto&) { throw std::runtime_error("out of cheese"); }));
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

    httplib::Server server;
    server.set_keep_alive_timeout(1);  // an idle connection holds up the end of the server for no longer
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
