// Calls with cpp-httplib's client: each is a span below what is current, and the server's span becomes its child.
//
//   ./example_http_server 8080 & ./example_httplib_client http://127.0.0.1:8080 7 4711
//
// Reads the orders of these numbers, and tries again when the server has no time or does not answer.
// The last line on standard output is the client's own account of what became of its telemetry, as JSON.

#include <chrono>
#include <iostream>
#include <string>

#include <httplib.h>

#include "telemetryflow/integration/httplib_client.hpp"
#include "telemetryflow/telemetryflow.hpp"

using telemetryflow::HttplibClient;
using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::SpanStatus;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;

namespace {

constexpr int kAttempts = 3;

// Every attempt is a span of its own, so that a trace shows which of them took the time.
httplib::Result get_patiently(HttplibClient& http, const std::string& path, const std::string& url_template) {
    httplib::Result answer = http.get(path, {}, url_template);
    for (int attempt = 1; attempt < kAttempts && (!answer || answer->status == 503); ++attempt)
        answer = http.get(path, {}, url_template);
    return answer;
}

void read_order(TelemetryFlowClient& client, HttplibClient& http, const std::string& number) {
    Span span = client.span("read order", SpanKind::Internal, {{"order.id", number}});
    const httplib::Result answer = get_patiently(http, "/orders/" + number, "/orders/{id}");
    if (answer && answer->status == 200) {
        client.log_info("order read", {{"order.id", number}});
    } else {
        client.log_error("order not read", {{"order.id", number}});
        span.set_status(SpanStatus::Error, "order not read");
    }
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc < 3) {
        std::cerr << "usage: " << argv[0] << " <url> <number>...\n";
        return 2;
    }
    TelemetryFlowClient client =
        TelemetryFlowBuilder().with_service("example-httplib-client", "1.0.0").with_auto_configuration().build();
    client.initialize();
    HttplibClient http(client, argv[1]);
    http.native().set_connection_timeout(1);
    for (int i = 2; i < argc; ++i)
        read_order(client, http, argv[i]);

    const bool complete = client.shutdown(std::chrono::seconds(10)).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
