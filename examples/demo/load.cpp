// A short load for example_http_server, itself instrumented: its spans are the parents of the server's.
//
//   ./example_demo http://127.0.0.1:<port> [requests]
//
// The last line on standard output is the client's own account of what became of its telemetry, as JSON.

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include <httplib.h>

#include "telemetryflow/telemetryflow.hpp"

using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::SpanStatus;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;

namespace {

constexpr int kThreads = 2;

// One request in a span of its own; false when no answer came.
bool send(TelemetryFlowClient& client, httplib::Client& http, const std::string& method, const std::string& path) {
    Span span = client.span(method, SpanKind::Client, {{"http.request.method", method}, {"url.path", path}});
    // W3C trace context: this is how the server's span becomes a child of this one.
    const httplib::Headers headers{{"traceparent", span.context().to_traceparent()}};
    const httplib::Result result =
        method == "POST" ? http.Post(path, headers, "{}", "application/json") : http.Get(path, headers);
    if (!result) {
        span.set_status(SpanStatus::Error, httplib::to_string(result.error()));
        return false;
    }
    span.set_attribute("http.response.status_code", result->status);
    if (result->status >= 400) span.set_status(SpanStatus::Error);
    return true;
}

// What a shopper does, by turns; now and then something that is not there, or broken.
bool visit(TelemetryFlowClient& client, httplib::Client& http, int number) {
    const Span span = client.span("visit shop", SpanKind::Internal, {{"visitor", number}});
    const std::string order = "/orders/" + std::to_string(number % 10 == 9 ? 5000 + number : number % 1000);
    bool answered = send(client, http, "POST", "/orders");
    answered = send(client, http, "GET", order) && answered;
    if (number % 10 == 4) answered = send(client, http, "GET", "/broken") && answered;
    client.increment_counter("shop.visits", 1, {}, "{visit}");
    return answered;
}

}  // namespace

int main(int argc, char** argv) try {
    const int visits = argc > 2 ? std::atoi(argv[2]) : 40;
    if (argc < 2 || visits <= 0) {
        std::cerr << "usage: " << argv[0] << " <url> [visits]\n";
        return 2;
    }
    TelemetryFlowClient client =
        TelemetryFlowBuilder().with_service("example-load", "1.0.0").with_auto_configuration().build();
    client.initialize();

    std::atomic<int> next{0};
    std::atomic<int> unanswered{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
        threads.emplace_back([&] {
            httplib::Client http(argv[1]);
            for (int number = next++; number < visits; number = next++) {
                if (!visit(client, http, number)) ++unanswered;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();

    const bool complete = client.shutdown(std::chrono::seconds(10)).complete;
    std::cout << client.get_status() << '\n';
    if (unanswered != 0) std::cerr << unanswered << " visits met a server that did not answer\n";
    return complete && unanswered == 0 ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
