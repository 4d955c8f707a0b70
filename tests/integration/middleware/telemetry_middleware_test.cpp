// The base that every adapter stands on, used as a framework of one's own would: what arrives for a request.

#include "telemetryflow/middleware/telemetry_middleware.hpp"

#include <optional>
#include <stdexcept>
#include <thread>

#include "integration/client/test_client.hpp"
#include "integration/middleware/metric_point.hpp"
#include "support/header_list.hpp"

namespace telemetryflow::tests {
namespace {

using Counts = std::map<AttributeTexts, std::int64_t>;
using StatusCode = otlp::trace::v1::Status;

const HeaderList kNoneSent;

HttpRequestInfo request_for(std::string_view method, std::string_view path, const HeaderList& headers = kNoneSent) {
    return {.method = method, .path = path, .headers = headers};
}

struct MiddlewareTest : ::testing::Test {
    /// Handles one request with a route.
    void serve(const TelemetryMiddleware& middleware, std::string_view method, std::string_view route, int status) {
        RequestScope request(middleware, request_for(method, "/raw/path/4711"));
        request.set_route(route);
        request.end(status);
    }

    TestClient client;
};

TEST_F(MiddlewareTest, ARequestIsASpanWithTheNamesOfTheConventions) {
    const TelemetryMiddleware middleware(client.client);
    {
        RequestScope request(middleware, {.method = "GET",
                                          .path = "/users/7",
                                          .query = "full=1&token=secret",
                                          .scheme = "https",
                                          .host = "api.example.com:8443",
                                          .user_agent = "curl/8",
                                          .protocol_version = "1.1",
                                          .peer_address = "192.0.2.1",
                                          .peer_port = 4711,
                                          .route = "/users/{id}",
                                          .headers = kNoneSent});
        request.end(200);
    }
    const Received received = client.receive();
    ASSERT_EQ(received.spans.size(), 1U);
    const Span& span = received.span("GET /users/{id}");
    EXPECT_EQ(span.kind(), Span::SPAN_KIND_SERVER);
    EXPECT_EQ(span.parent_span_id(), "");
    EXPECT_EQ(span.status().code(), StatusCode::STATUS_CODE_UNSET);
    EXPECT_EQ(attributes_of(span), (AttributeTexts{{"http.request.method", "GET"},
                                                   {"http.route", "/users/{id}"},
                                                   {"url.path", "/users/7"},
                                                   {"url.query", "full=1&token=REDACTED"},
                                                   {"url.scheme", "https"},
                                                   {"server.address", "api.example.com"},
                                                   {"server.port", "8443"},
                                                   {"client.address", "192.0.2.1"},
                                                   {"network.peer.address", "192.0.2.1"},
                                                   {"network.peer.port", "4711"},
                                                   {"network.protocol.version", "1.1"},
                                                   {"user_agent.original", "curl/8"},
                                                   {"http.response.status_code", "200"}}));
}

TEST_F(MiddlewareTest, OlderNamesComeBesideTheCurrentOnesWhenAskedFor) {
    MiddlewareOptions options;
    options.semantic_conventions = SemanticConventions::Both;
    const TelemetryMiddleware middleware(client.client, options);
    {
        RequestScope request(middleware, {.method = "GET",
                                          .path = "/users/7",
                                          .query = "a=1",
                                          .host = "h:80",
                                          .protocol_version = "2",
                                          .peer_address = "192.0.2.1",
                                          .route = "/users/{id}",
                                          .headers = kNoneSent});
        request.end(404);
    }
    const auto attributes = attributes_of(client.receive().span("GET /users/{id}"));
    const AttributeTexts older{{"http.method", "GET"},          {"http.target", "/users/7?a=1"},
                               {"http.scheme", "http"},         {"http.status_code", "404"},
                               {"net.host.name", "h"},          {"net.host.port", "80"},
                               {"http.client_ip", "192.0.2.1"}, {"http.flavor", "2"}};
    for (const auto& [key, value] : older)
        EXPECT_EQ(attributes.at(key), value) << key;
    EXPECT_EQ(attributes.at("http.request.method"), "GET");
    EXPECT_EQ(attributes.at("http.response.status_code"), "404");
}

TEST_F(MiddlewareTest, MetricsAreToldApartByRouteAndStatusNeverByThePath) {
    const TelemetryMiddleware middleware(client.client);
    serve(middleware, "GET", "/users/{id}", 200);
    serve(middleware, "GET", "/users/{id}", 200);
    serve(middleware, "GET", "/users/{id}", 404);
    serve(middleware, "POST", "/users", 503);
    {
        RequestScope request(middleware, request_for("GET", "/no/such/4711"));
        request.set_route("");  // a router that matched nothing
        request.end(404);
    }
    const Received received = client.receive();
    const Counts family{{{{"method", "GET"}, {"path", "/users/{id}"}, {"status_code", "200"}}, 2},
                        {{{"method", "GET"}, {"path", "/users/{id}"}, {"status_code", "404"}}, 1},
                        {{{"method", "POST"}, {"path", "/users"}, {"status_code", "503"}}, 1},
                        {{{"method", "GET"}, {"status_code", "404"}}, 1}};
    EXPECT_EQ(counts_of(received, "http.requests.total"), family);
    EXPECT_EQ(counts_of(received, "http.request.duration"), family);
    Counts failed = family;
    failed.erase(failed.find({{"method", "GET"}, {"path", "/users/{id}"}, {"status_code", "200"}}));
    EXPECT_EQ(counts_of(received, "http.errors.total"), failed);
    const auto server = [](AttributeTexts attributes) {
        attributes.emplace("url.scheme", "http");
        return attributes;
    };
    EXPECT_EQ(
        counts_of(received, "http.server.request.duration"),
        (Counts{
            {server(
                 {{"http.request.method", "GET"}, {"http.route", "/users/{id}"}, {"http.response.status_code", "200"}}),
             2},
            {server(
                 {{"http.request.method", "GET"}, {"http.route", "/users/{id}"}, {"http.response.status_code", "404"}}),
             1},
            {server({{"http.request.method", "POST"},
                     {"http.route", "/users"},
                     {"http.response.status_code", "503"},
                     {"error.type", "503"}}),
             1},
            {server({{"http.request.method", "GET"}, {"http.response.status_code", "404"}}), 1}}));
    EXPECT_EQ(counts_of(received, "http.server.active_requests"),
              (Counts{{{{"http.request.method", "GET"}, {"url.scheme", "http"}}, 0},
                      {{{"http.request.method", "POST"}, {"url.scheme", "http"}}, 0}}));
    EXPECT_EQ(received.metric("http.server.request.duration").unit(), "s");
    EXPECT_EQ(received.span("GET").name(), "GET") << "without a route, a span has the method's name alone";
    for (const Span& span : received.spans)
        EXPECT_EQ(span.name().find("4711"), std::string::npos) << span.name();
}

TEST_F(MiddlewareTest, ActiveRequestsAreThoseThatHaveNotEnded) {
    const TelemetryMiddleware middleware(client.client);
    RequestScope request(middleware, request_for("GET", "/x"));
    const AttributeTexts key{{"http.request.method", "GET"}, {"url.scheme", "http"}};
    EXPECT_EQ(counts_of(client.receive(), "http.server.active_requests").at(key), 1);
    request.end(200);
    EXPECT_EQ(counts_of(client.receive(), "http.server.active_requests").at(key), 0);
}

TEST_F(MiddlewareTest, EachMetricCanBeSwitchedOff) {
    using Switch = bool MiddlewareOptions::*;
    const std::vector<std::pair<Switch, std::string>> switches{
        {&MiddlewareOptions::record_request_count, "http.requests.total"},
        {&MiddlewareOptions::record_request_duration, "http.request.duration"},
        {&MiddlewareOptions::record_error_count, "http.errors.total"},
        {&MiddlewareOptions::record_server_duration, "http.server.request.duration"},
        {&MiddlewareOptions::record_active_requests, "http.server.active_requests"}};
    for (const auto& [off, name] : switches) {
        TestClient fresh;
        MiddlewareOptions options;
        options.*off = false;
        const TelemetryMiddleware middleware(fresh.client, options);
        serve(middleware, "GET", "/r", 500);
        const Received received = fresh.receive();
        EXPECT_EQ(received.spans.size(), 1U);
        for (const auto& [other, metric] : switches)
            EXPECT_EQ(!counts_of(received, metric).empty(), metric != name) << metric << " without " << name;
    }
}

TEST_F(MiddlewareTest, OnlyTheServersFaultsAreErrors) {
    const TelemetryMiddleware middleware(client.client);
    for (const int status : {100, 200, 302, 400, 404, 499, 500, 503, 599}) {
        RequestScope request(middleware, request_for("GET", "/x"));
        request.set_route("/" + std::to_string(status));
        request.end(status);
    }
    const Received received = client.receive();
    for (const int status : {100, 200, 302, 400, 404, 499, 500, 503, 599}) {
        const Span& span = received.span("GET /" + std::to_string(status));
        const bool failed = status >= 500;
        EXPECT_EQ(span.status().code(), failed ? StatusCode::STATUS_CODE_ERROR : StatusCode::STATUS_CODE_UNSET)
            << status;
        EXPECT_EQ(attributes_of(span).count("error.type"), failed ? 1U : 0U) << status;
    }
    EXPECT_EQ(attributes_of(received.span("GET /503")).at("error.type"), "503");
}

TEST_F(MiddlewareTest, UnknownMethodsAreOneName) {
    const TelemetryMiddleware middleware(client.client);
    for (const char* method : {"BREW", "get"}) {
        RequestScope request(middleware, request_for(method, "/pot"));
        request.set_route("/pot");
        request.end(418);
    }
    const Received received = client.receive();
    ASSERT_EQ(received.spans.size(), 2U);
    EXPECT_EQ(received.spans[0].name(), "HTTP /pot");
    EXPECT_EQ(attributes_of(received.spans[0]).at("http.request.method"), "_OTHER");
    EXPECT_EQ(attributes_of(received.spans[0]).at("http.request.method_original"), "BREW");
    EXPECT_EQ(counts_of(received, "http.requests.total"),
              (Counts{{{{"method", "_OTHER"}, {"path", "/pot"}, {"status_code", "418"}}, 2}}));
}

TEST_F(MiddlewareTest, AnExceptionThatLeavesTheHandlerIsRecordedWithItsType) {
    const TelemetryMiddleware middleware(client.client);
    const auto fail = [&](const char* route, const std::function<void()>& work) {
        RequestScope request(middleware, request_for("GET", "/x"));
        request.set_route(route);
        request.run(work);
        ADD_FAILURE() << "the exception did not go on";
    };
    EXPECT_THROW(fail("/known", [] { throw std::out_of_range("no cheese"); }), std::out_of_range);
    EXPECT_THROW(fail("/unknown", [] { throw 7; }), int);
    const Received received = client.receive();
    for (const auto& [route, type, message] :
         {std::tuple("/known", "std::out_of_range", "no cheese"),
          std::tuple("/unknown", "unknown", "an exception that is not a std::exception")}) {
        const Span& span = received.span(std::string("GET ") + route);
        EXPECT_EQ(span.status().code(), StatusCode::STATUS_CODE_ERROR);
        EXPECT_EQ(attributes_of(span).at("error.type"), type);
        EXPECT_EQ(attributes_of(span).at("http.response.status_code"), "500");
        ASSERT_EQ(span.events_size(), 1);
        EXPECT_EQ(span.events(0).name(), "exception");
        EXPECT_EQ(attributes_of(span.events(0)),
                  (AttributeTexts{{"exception.type", type}, {"exception.message", message}}));
    }
    EXPECT_EQ(counts_of(received, "http.errors.total").size(), 2U);
}

TEST_F(MiddlewareTest, AnExceptionThatBecameTheClientsMistakeIsNoError) {
    const TelemetryMiddleware middleware(client.client);
    {
        RequestScope request(middleware, request_for("GET", "/x"));
        request.record_exception(std::invalid_argument("no such id"));
        request.end(404);
    }
    const Received received = client.receive();
    const Span& span = received.span("GET");
    EXPECT_EQ(span.status().code(), StatusCode::STATUS_CODE_UNSET);
    EXPECT_EQ(span.events_size(), 1);
    EXPECT_EQ(attributes_of(span).count("error.type"), 0U);
}

TEST_F(MiddlewareTest, ARequestThatNobodyEndsWasAborted) {
    const TelemetryMiddleware middleware(client.client);
    {
        RequestScope request(middleware, request_for("GET", "/x"));
        request.set_route("/stream");
    }
    {
        ServerRequest request = middleware.start_request(request_for("GET", "/x"));
        request.set_route("/partly");
        request.abort(200);
        request.end(500);  // too late
    }
    const Received received = client.receive();
    ASSERT_EQ(received.spans.size(), 2U);
    for (const Span& span : received.spans) {
        EXPECT_EQ(span.status().code(), StatusCode::STATUS_CODE_ERROR) << span.name();
        EXPECT_EQ(attributes_of(span).at("error.type"), "aborted") << span.name();
    }
    EXPECT_EQ(attributes_of(received.span("GET /stream")).count("http.response.status_code"), 0U);
    EXPECT_EQ(attributes_of(received.span("GET /partly")).at("http.response.status_code"), "200");
    EXPECT_EQ(counts_of(received, "http.errors.total"),
              (Counts{{{{"method", "GET"}, {"path", "/stream"}}, 1},
                      {{{"method", "GET"}, {"path", "/partly"}, {"status_code", "200"}}, 1}}));
    EXPECT_EQ(counts_of(received, "http.server.active_requests").begin()->second, 0);
}

TEST_F(MiddlewareTest, TheRequestIsCurrentWhileItIsHandledAndNotAfter) {
    const TelemetryMiddleware middleware(client.client);
    const HeaderList headers{{"traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
                             {"tracestate", "rojo=1"},
                             {"baggage", "tenant=7"}};
    {
        RequestScope request(middleware, request_for("GET", "/x", headers));
        const auto work = client->span("work");
        client->log_info("handled");
        EXPECT_EQ(client->current_baggage().get("tenant"), "7");
        HeaderList onward;
        client->inject(onward);
        EXPECT_EQ(onward.size(), 3U) << "traceparent, tracestate and baggage";
        request.end(200);
    }
    EXPECT_FALSE(client->current_context().is_valid());
    EXPECT_TRUE(client->current_baggage().empty());
    const Received received = client.receive();
    const Span& span = received.span("GET");
    EXPECT_EQ(span.flags(), 0x301U) << "sampled, the parent is remote";
    EXPECT_EQ(span.trace_state(), "rojo=1");
    EXPECT_EQ(received.span("work").parent_span_id(), span.span_id());
    EXPECT_EQ(received.log("handled").span_id(), received.span("work").span_id());
}

TEST_F(MiddlewareTest, AnUnsampledCallersDecisionHoldsForTheSpanButNotForMetrics) {
    const TelemetryMiddleware middleware(client.client);
    const HeaderList headers{{"traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"}};
    {
        RequestScope request(middleware, request_for("GET", "/x", headers));
        EXPECT_EQ(client->current_context().trace_id.to_hex(), "0af7651916cd43dd8448eb211c80319c");
        request.end(200);
    }
    const Received received = client.receive();
    EXPECT_TRUE(received.spans.empty());
    EXPECT_EQ(counts_of(received, "http.requests.total").size(), 1U);
}

TEST_F(MiddlewareTest, ARequestGoesFromThreadToThread) {
    const TelemetryMiddleware middleware(client.client);
    ServerRequest request = middleware.start_request(request_for("POST", "/x"));
    EXPECT_FALSE(client->current_context().is_valid()) << "it is current nowhere";
    std::thread([&client = client, request = std::move(request)]() mutable {
        {
            const auto current = request.attach();
            const auto work = client->span("work");
        }
        request.set_route("/jobs");
        request.end(202);
    }).join();
    const Received received = client.receive();
    EXPECT_EQ(received.span("work").parent_span_id(), received.span("POST /jobs").span_id());
}

TEST_F(MiddlewareTest, EndRequestTakesTheErrorOfTheHandler) {
    const TelemetryMiddleware middleware(client.client);
    ServerRequest request = middleware.start_request(request_for("GET", "/x"));
    const std::runtime_error error("out of cheese");
    middleware.end_request(request, 500, &error);
    EXPECT_EQ(attributes_of(client.receive().span("GET")).at("error.type"), "std::runtime_error");
}

TEST_F(MiddlewareTest, ExcludedAndFilteredPathsAreLeftAlone) {
    MiddlewareOptions options;
    options.excluded_paths = {"/health", "/static/*"};
    options.filter = [](const HttpRequestInfo& info) {
        if (info.path == "/throws") throw std::runtime_error("a filter's own fault");
        return info.method != "TRACE";
    };
    const TelemetryMiddleware middleware(client.client, options);
    EXPECT_FALSE(middleware.should_instrument("/health"));
    EXPECT_TRUE(middleware.should_instrument("/healthy"));
    for (const auto& [method, path] : {std::pair("GET", "/health"), std::pair("GET", "/static/a.css"),
                                       std::pair("TRACE", "/orders"), std::pair("GET", "/throws")}) {
        RequestScope request(middleware, request_for(method, path));
        EXPECT_EQ(request.is_instrumented(), std::string_view(path) == "/throws") << path;
        request.set_route("/r");
        request.span().set_attribute("a", 1);
        request.end(200);
    }
    const Received received = client.receive();
    EXPECT_EQ(received.spans.size(), 1U);
    EXPECT_EQ(counts_of(received, "http.requests.total").begin()->second, 1);
}

TEST_F(MiddlewareTest, CapturesTheHeadersOnTheListsAlone) {
    MiddlewareOptions options;
    options.captured_request_headers = {"X-Tenant", "accept"};
    options.captured_response_headers = {"Retry-After"};
    const TelemetryMiddleware middleware(client.client, options);
    const HeaderList sent{{"x-tenant", "7"}, {"Accept", "a"}, {"ACCEPT", "b"}, {"authorization", "Bearer secret"}};
    const HeaderList answered{{"retry-after", "5"}, {"set-cookie", "secret"}};
    {
        RequestScope request(middleware, request_for("GET", "/x", sent));
        request.end(503, answered);
    }
    const auto attributes = attributes_of(client.receive().span("GET"));
    EXPECT_EQ(attributes.at("http.request.header.x-tenant"), "[7]");
    EXPECT_EQ(attributes.at("http.request.header.accept"), "[a,b]");
    EXPECT_EQ(attributes.at("http.response.header.retry-after"), "[5]");
    for (const auto& [key, value] : attributes)
        EXPECT_EQ(value.find("secret"), std::string::npos) << key;
}

TEST_F(MiddlewareTest, PathAndQueryAreRedactedAsAsked) {
    MiddlewareOptions options;
    options.redact_path = [](std::string_view path) -> std::string {
        if (path == "/throws") throw std::runtime_error("no");
        return "/users/?";
    };
    options.record_query = false;
    options.semantic_conventions = SemanticConventions::Both;
    const TelemetryMiddleware middleware(client.client, options);
    for (const char* path : {"/users/jane", "/throws"}) {
        RequestScope request(middleware,
                             {.method = "GET", .path = path, .query = "q=1", .route = path, .headers = kNoneSent});
        request.end(200);
    }
    const Received received = client.receive();
    const auto attributes = attributes_of(received.span("GET /users/jane"));
    EXPECT_EQ(attributes.at("url.path"), "/users/?");
    EXPECT_EQ(attributes.at("http.target"), "/users/?");
    EXPECT_EQ(attributes.count("url.query"), 0U);
    EXPECT_EQ(attributes_of(received.span("GET /throws")).count("url.path"), 0U);
}

TEST_F(MiddlewareTest, TheClientBehindATrustedProxyIsTheProxysWord) {
    MiddlewareOptions options;
    options.trusted_proxies = {"10.0.0.0/8"};
    const TelemetryMiddleware middleware(client.client, options);
    const HeaderList headers{{"x-forwarded-for", "203.0.113.9"}};
    for (const char* peer : {"10.1.1.1", "192.0.2.1"}) {
        RequestScope request(middleware,
                             {.method = "GET", .path = "/x", .peer_address = peer, .route = peer, .headers = headers});
        request.end(200);
    }
    const Received received = client.receive();
    EXPECT_EQ(attributes_of(received.span("GET 10.1.1.1")).at("client.address"), "203.0.113.9");
    EXPECT_EQ(attributes_of(received.span("GET 10.1.1.1")).at("network.peer.address"), "10.1.1.1");
    EXPECT_EQ(attributes_of(received.span("GET 192.0.2.1")).at("client.address"), "192.0.2.1");
    options.trusted_proxies = {"nonsense"};
    EXPECT_THROW(TelemetryMiddleware(client.client, options), ConfigError);
}

TEST(MiddlewareLifeTest, RequestsBeforeInitializeAndAfterShutdownAreServed) {
    auto record = std::make_shared<Record>();
    TelemetryFlowClient client(test_config(), {.exporter = std::make_unique<testing::InMemoryExporter>(record),
                                               .diagnostics = std::make_unique<SilentDiagnostics>()});
    const TelemetryMiddleware middleware(client);
    const auto serve = [&](const char* route) {
        RequestScope request(middleware, request_for("GET", "/x"));
        request.set_route(route);
        EXPECT_EQ(request.run([] { return 200; }), 200);
        request.end(200);
        return request.is_instrumented();
    };
    EXPECT_FALSE(serve("/before"));
    client.initialize();
    serve("/during");
    client.shutdown();
    serve("/after");
    const Received received(*record);
    ASSERT_EQ(received.spans.size(), 1U);
    EXPECT_EQ(received.spans[0].name(), "GET /during");
}

TEST(MiddlewareLifeTest, AnOpenRequestOutlivesItsMiddleware) {
    TestClient client;
    std::optional<TelemetryMiddleware> middleware(std::in_place, client.client);
    ServerRequest request = middleware->start_request(request_for("GET", "/x"));
    middleware.reset();
    request.end(200);
    EXPECT_EQ(client.receive().spans.size(), 1U);
}

}  // namespace
}  // namespace telemetryflow::tests
