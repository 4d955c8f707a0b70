// The first of four processes with one trace: it orders from the API with libcurl.
//
//   ./example_distributed_client <url of the API> <item>...       each item is an order and a trace of its own
//
// Prints the status that each order was answered with.

#include <iostream>
#include <memory>
#include <string>

#include <curl/curl.h>

#include "telemetryflow/integration/curl.hpp"

#include "service.hpp"

using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::SpanStatus;
using telemetryflow::TelemetryFlowClient;
using telemetryflow::integration::CurlClient;

namespace {

constexpr long kCreated = 201;

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

std::size_t ignore_body(const char*, std::size_t, std::size_t size, void*) {
    return size;
}

Handle order_request(const std::string& url, const std::string& item) {
    Handle handle(curl_easy_init(), curl_easy_cleanup);
    const std::unique_ptr<char, decltype(&curl_free)> escaped(curl_easy_escape(handle.get(), item.c_str(), 0),
                                                              curl_free);
    curl_easy_setopt(handle.get(), CURLOPT_URL, (url + "/orders").c_str());
    curl_easy_setopt(handle.get(), CURLOPT_COPYPOSTFIELDS, (std::string("item=") + escaped.get()).c_str());
    curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT, 10L);
    curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, ignore_body);
    return handle;
}

void order(TelemetryFlowClient& client, CurlClient& curl, const std::string& url, const std::string& item) {
    // Goes along with the trace: every service behind can tell whom it works for.
    const auto baggage = client.attach(client.current_baggage().with("customer.tier", "gold"));
    Span span = client.span("place order", SpanKind::Internal, {{"item", item}});
    const Handle request = order_request(url, item);
    long status = 0;
    const CURLcode code = curl.perform(request.get(), nullptr);
    if (code == CURLE_OK) curl_easy_getinfo(request.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status == kCreated) {
        client.log_info("order accepted", {{"item", item}});
    } else {
        client.log_error("order failed", {{"item", item}, {"status", status}});
        span.set_status(SpanStatus::Error, "order failed");
    }
    std::cout << item << ": " << (code == CURLE_OK ? std::to_string(status) : curl_easy_strerror(code)) << std::endl;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::cerr << "usage: " << argv[0] << " <url of the API> <item>...\n";
        return 2;
    }
    return run_service("example-client", [&](TelemetryFlowClient& client) {
        CurlClient curl(client);
        for (int i = 2; i < argc; ++i)
            order(client, curl, argv[1], argv[i]);
    });
}
