// Calls through cpp-httplib's client: the span, the metric, and what the server gets.

#include "telemetryflow/integration/httplib_client.hpp"

#include <thread>

#include "integration/client/test_client.hpp"
#include "integration/middleware/metric_point.hpp"
#include "support/reserved_port.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {
namespace {

using StatusCode = otlp::trace::v1::Status;

/// Answers with the status in the path, and keeps the headers of the last request.
class Server {
public:
    Server() {
        server_.Get("/status/(\\d+)", [this](const httplib::Request& request, httplib::Response& response) {
            headers = request.headers;
            response.status = std::stoi(request.matches[1].str());
            response.set_header("X-Answer", "7");
        });
        server_.Post("/orders", [this](const httplib::Request& request, httplib::Response& response) {
            headers = request.headers;
            response.set_content(request.body, request.get_header_value("Content-Type"));
        });
        port = server_.bind_to_any_port("127.0.0.1");
        thread_ = std::thread([this] { server_.listen_after_bind(); });
        test::wait_until([this] { return server_.is_running(); });
    }
    ~Server() {
        server_.stop();
        thread_.join();
    }

    std::string url() const { return "http://127.0.0.1:" + std::to_string(port); }
    std::string header(const std::string& name) const {
        const auto found = headers.find(name);
        return found != headers.end() ? found->second : "";
    }

    int port = 0;
    httplib::Headers headers;

private:
    httplib::Server server_;
    std::thread thread_;
};

TEST(HttplibClientTest, ACallIsASpanBelowWhatIsCurrentAndTakesItAlong) {
    TestClient client;
    Server server;
    HttplibClient http(client.client, server.url());
    {
        const ContextGuard baggage = client->attach(Baggage().with("tenant", "7"));
        const auto work = client->span("work");
        const auto answer = http.get("/status/200?page=2&token=secret", {{"X-Own", "1"}}, "/status/{code}");
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, 200);
        EXPECT_EQ(client->current_context(), work.context()) << "the call itself is not current";
    }
    const Received received = client.receive();
    const Span& span = received.span("GET /status/{code}");
    EXPECT_EQ(span.kind(), Span::SPAN_KIND_CLIENT);
    EXPECT_EQ(span.parent_span_id(), received.span("work").span_id());
    EXPECT_EQ(span.status().code(), StatusCode::STATUS_CODE_UNSET);
    const std::string port = std::to_string(server.port);
    EXPECT_EQ(attributes_of(span), (AttributeTexts{{"http.request.method", "GET"},
                                                   {"url.full", server.url() + "/status/200?page=2&token=REDACTED"},
                                                   {"url.template", "/status/{code}"},
                                                   {"server.address", "127.0.0.1"},
                                                   {"server.port", port},
                                                   {"http.response.status_code", "200"},
                                                   {"network.protocol.version", "1.1"}}));
    const auto sent = SpanContext::from_traceparent(server.header("traceparent"));
    ASSERT_TRUE(sent);
    EXPECT_EQ(std::string(sent->span_id.bytes.begin(), sent->span_id.bytes.end()), span.span_id());
    EXPECT_EQ(server.header("baggage"), "tenant=7");
    EXPECT_EQ(server.header("X-Own"), "1");
    EXPECT_EQ(counts_of(received, "http.client.request.duration"),
              (std::map<AttributeTexts, std::int64_t>{{{{"http.request.method", "GET"},
                                                        {"server.address", "127.0.0.1"},
                                                        {"server.port", port},
                                                        {"http.response.status_code", "200"},
                                                        {"network.protocol.version", "1.1"}},
                                                       1}}));
}

TEST(HttplibClientTest, AClientsErrorsBeginAt400) {
    TestClient client;
    Server server;
    HttplibClient http(client.client, server.url());
    for (const int status : {204, 302, 400, 404, 503})
        EXPECT_EQ(http.get("/status/" + std::to_string(status), {}, std::to_string(status))->status, status);
    const Received received = client.receive();
    for (const int status : {204, 302, 400, 404, 503}) {
        const Span& span = received.span("GET " + std::to_string(status));
        const bool failed = status >= 400;
        EXPECT_EQ(span.status().code(), failed ? StatusCode::STATUS_CODE_ERROR : StatusCode::STATUS_CODE_UNSET)
            << status;
        EXPECT_EQ(attributes_of(span).count("error.type"), failed ? 1U : 0U) << status;
    }
    EXPECT_EQ(attributes_of(received.span("GET 404")).at("error.type"), "404");
}

TEST(HttplibClientTest, ACallWithoutAnAnswerSaysWhy) {
    TestClient client;
    const test::ReservedPort nobody;
    HttplibClient http(client.client, nobody.url());
    EXPECT_FALSE(http.get("/x"));
    const Received received = client.receive();
    const Span& span = received.span("GET");
    EXPECT_EQ(span.status().code(), StatusCode::STATUS_CODE_ERROR);
    EXPECT_NE(span.status().message(), "");
    EXPECT_EQ(attributes_of(span).at("error.type"), "connect");
    EXPECT_EQ(attributes_of(span).count("http.response.status_code"), 0U);
    EXPECT_EQ(counts_of(received, "http.client.request.duration").begin()->first.at("error.type"), "connect");
}

TEST(HttplibClientTest, SendsBodiesAndOtherMethods) {
    TestClient client;
    Server server;
    HttplibClient http(client.client, server.url());
    const auto posted = http.post("/orders", "{}", "application/json");
    ASSERT_TRUE(posted);
    EXPECT_EQ(posted->body, "{}");
    EXPECT_EQ(posted->get_header_value("Content-Type"), "application/json");
    httplib::Request head;
    head.method = "HEAD";
    head.path = "/status/200";
    EXPECT_EQ(http.send(head)->status, 200);
    const Received received = client.receive();
    EXPECT_EQ(attributes_of(received.span("POST")).at("url.full"), server.url() + "/orders");
    EXPECT_EQ(received.span("HEAD").kind(), Span::SPAN_KIND_CLIENT);
}

TEST(HttplibClientTest, EveryAttemptIsACallOfItsOwn) {
    TestClient client;
    Server server;
    HttplibClient http(client.client, server.url());
    httplib::Headers headers;
    http.get("/status/503", headers);
    const std::string first = server.header("traceparent");
    http.get("/status/200", {{"traceparent", first}});
    EXPECT_NE(server.header("traceparent"), first) << "an older header is replaced";
    EXPECT_EQ(server.headers.count("traceparent"), 1U);
    EXPECT_EQ(client.receive().spans.size(), 2U);
}

TEST(HttplibClientTest, DoesAsTheOptionsSay) {
    TestClient client;
    Server server;
    HttpClientOptions options;
    options.semantic_conventions = SemanticConventions::Both;
    options.record_duration = false;
    options.propagate = false;
    options.record_query = false;
    options.captured_request_headers = {"X-Own"};
    options.captured_response_headers = {"x-answer"};
    HttplibClient http(client.client, server.url(), options);
    EXPECT_TRUE(http.get("/status/200?a=1", {{"X-Own", "1"}}));
    EXPECT_EQ(server.header("traceparent"), "");
    const Received received = client.receive();
    const auto attributes = attributes_of(received.span("GET"));
    EXPECT_EQ(attributes.at("http.method"), "GET");
    EXPECT_EQ(attributes.at("http.status_code"), "200");
    EXPECT_EQ(attributes.at("http.url"), server.url() + "/status/200");
    EXPECT_EQ(attributes.at("net.peer.name"), "127.0.0.1");
    EXPECT_EQ(attributes.at("http.request.header.x-own"), "[1]");
    EXPECT_EQ(attributes.at("http.response.header.x-answer"), "[7]");
    EXPECT_TRUE(counts_of(received, "http.client.request.duration").empty());
}

TEST(HttplibClientTest, CallsBeforeInitializeGoOut) {
    auto record = std::make_shared<Record>();
    TelemetryFlowClient client(test_config(), {.exporter = std::make_unique<testing::InMemoryExporter>(record),
                                               .diagnostics = std::make_unique<SilentDiagnostics>()});
    Server server;
    HttplibClient http(client, server.url());
    EXPECT_EQ(http.get("/status/200")->status, 200);
    client.initialize();
    EXPECT_EQ(http.get("/status/200")->status, 200);
    client.shutdown();
    EXPECT_EQ(http.get("/status/200")->status, 200);
    EXPECT_EQ(Received(*record).spans.size(), 1U);
}

TEST(HttpClientInstrumentationTest, ACallThatNobodyEndsWasCanceled) {
    TestClient client;
    const HttpClientInstrumentation instrumentation(client.client);
    std::map<std::string, std::string> headers;
    {
        const HttpCall call = instrumentation.start_call(
            {.method = "BREW", .url = "https://[::1]/pot", .host = "::1", .port = 443, .resend_count = 2},
            MapCarrier(headers));
        EXPECT_EQ(headers.at("traceparent"), call.context().to_traceparent());
    }
    const Received received = client.receive();
    const auto attributes = attributes_of(received.span("HTTP"));
    EXPECT_EQ(attributes.at("error.type"), "canceled");
    EXPECT_EQ(attributes.at("http.request.method"), "_OTHER");
    EXPECT_EQ(attributes.at("http.request.method_original"), "BREW");
    EXPECT_EQ(attributes.at("url.full"), "https://[::1]/pot");
    EXPECT_EQ(attributes.at("server.port"), "443");
    EXPECT_EQ(attributes.at("http.request.resend_count"), "2");
}

TEST(HttpClientInstrumentationTest, ALibraryMayTellTheRequestAfterwards) {
    TestClient client;
    const HttpClientInstrumentation instrumentation(
        client.client, {.semantic_conventions = SemanticConventions::Both, .secret_parameters = {"customer"}});
    std::map<std::string, std::string> headers;
    {
        HttpCall call = instrumentation.start_call({}, MapCarrier(headers));
        call.set_request({.method = "PUT",
                          .url = "http://user:word@shop.example/orders?customer=7&page=2",
                          .host = "shop.example",
                          .port = 80,
                          .url_template = "/orders"});
        call.set_request({.method = "POST"});
        call.end({.status = 302, .error_type = "redirects", .peer_address = "10.0.0.1", .peer_port = 8080});
    }
    const Received received = client.receive();
    const auto attributes = attributes_of(received.span("POST"));
    EXPECT_EQ(attributes.at("url.full"), "http://REDACTED:REDACTED@shop.example/orders?customer=REDACTED&page=2");
    EXPECT_EQ(attributes.at("url.template"), "/orders");
    EXPECT_EQ(attributes.at("http.method"), "POST");
    EXPECT_EQ(attributes.at("error.type"), "redirects");
    EXPECT_EQ(attributes.at("network.peer.address"), "10.0.0.1");
    EXPECT_EQ(attributes.at("network.peer.port"), "8080");
    EXPECT_EQ(counts_of(received, "http.client.request.duration"),
              (std::map<AttributeTexts, std::int64_t>{{{{"http.request.method", "POST"},
                                                        {"server.address", "shop.example"},
                                                        {"server.port", "80"},
                                                        {"http.response.status_code", "302"},
                                                        {"error.type", "redirects"}},
                                                       1}}));
}

TEST(HttpClientInstrumentationTest, ACallIsCurrentWhereItIsAttached) {
    TestClient client;
    const HttpClientInstrumentation instrumentation(client.client);
    std::map<std::string, std::string> headers;
    HttpCall call = instrumentation.start_call({.method = "GET"}, MapCarrier(headers));
    {
        const auto current = call.attach();
        client->log_info("called back");
    }
    call.end({.status = 200});
    EXPECT_FALSE(call.attach()) << "it is over";
    const Received received = client.receive();
    EXPECT_EQ(received.log("called back").span_id(), received.span("GET").span_id());
}

}  // namespace
}  // namespace telemetryflow::tests
