// What is cpp-httplib's own: its hooks, what it refuses before routing, handlers that read their content.

#include "integration/middleware/contract/contract_fixture.hpp"
#include "integration/middleware/httplib_app.hpp"

namespace telemetryflow::tests {
namespace {

struct HttplibMiddlewareTest : ::testing::Test {
    ~HttplibMiddlewareTest() override { stop(); }

    void start() {
        server.set_keep_alive_timeout(1);
        port = server.bind_to_any_port("127.0.0.1");
        thread = std::thread([this] { server.listen_after_bind(); });
        test::wait_until([this] { return server.is_running(); });
    }
    void stop() {
        if (!thread.joinable()) return;
        server.stop();
        thread.join();
    }
    HttpAnswer exchange(std::string_view method, std::string_view target, const HeaderList& headers = {},
                        std::string_view body = {}) {
        HttpConnection connection(static_cast<std::uint16_t>(port));
        return connection.exchange(method, target, headers, body);
    }
    /// What arrived after every request has ended.
    Received stop_and_receive() {
        stop();
        return client.receive();
    }

    TestClient client;
    HttplibMiddleware middleware{client.client};
    httplib::Server server;
    int port = 0;
    std::thread thread;
};

TEST_F(HttplibMiddlewareTest, TheUsersOwnHooksRunWithinTheRequest) {
    middleware.install(server, {.pre_routing =
                                    [this](const httplib::Request& request, httplib::Response& response) {
                                        client->log_info("before routing");
                                        if (request.path != "/answered")
                                            return httplib::Server::HandlerResponse::Unhandled;
                                        response.status = 202;
                                        return httplib::Server::HandlerResponse::Handled;
                                    },
                                .logger = [this](const httplib::Request&,
                                                 const httplib::Response&) { client->log_info("after the answer"); }});
    start();
    EXPECT_EQ(exchange("GET", "/answered").status, 202);
    EXPECT_EQ(exchange("GET", "/unknown").status, 404);
    const Received received = stop_and_receive();
    ASSERT_EQ(received.spans.size(), 2U);
    ASSERT_EQ(received.logs.size(), 4U);
    for (const LogRecord& log : received.logs)
        EXPECT_NE(log.span_id(), "") << log.body().string_value();
}

TEST_F(HttplibMiddlewareTest, AHandlerWithoutARouteHasASpanWithoutOne) {
    middleware.install(server);
    server.Get("/plain/7", [](const httplib::Request&, httplib::Response&) {});
    server.Get("/throws", [](const httplib::Request&, httplib::Response&) { throw std::runtime_error("no cheese"); });
    start();
    EXPECT_EQ(exchange("GET", "/plain/7").status, 200);
    EXPECT_EQ(exchange("GET", "/throws").status, 500);
    const Received received = stop_and_receive();
    std::map<std::string, std::string> error_of_status;
    for (const Span& span : received.spans) {
        EXPECT_EQ(span.name(), "GET");
        const auto attributes = attributes_of(span);
        error_of_status[attributes.at("http.response.status_code")] =
            attributes.count("error.type") != 0 ? attributes.at("error.type") : "";
    }
    EXPECT_EQ(error_of_status, (std::map<std::string, std::string>{{"200", ""}, {"500", "500"}}));
}

TEST_F(HttplibMiddlewareTest, AnExceptionHandlerOfTheUsersAnswersAsBefore) {
    middleware.install(server);
    server.set_exception_handler([](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) {
        response.status = 404;
        response.set_content("mapped", "text/plain");
    });
    server.Get("/throws", HttplibMiddleware::route("/throws", [](const httplib::Request&, httplib::Response&) {
                   throw std::out_of_range("no such id");
               }));
    start();
    EXPECT_EQ(exchange("GET", "/throws").body, "mapped");
    const Received received = stop_and_receive();
    const Span& span = received.span("GET /throws");
    EXPECT_EQ(span.status().code(), otlp::trace::v1::Status::STATUS_CODE_UNSET) << "the answer is the client's mistake";
    EXPECT_EQ(span.events_size(), 1) << "and the exception is known all the same";
}

TEST_F(HttplibMiddlewareTest, WhatIsRefusedBeforeRoutingHasNoSpan) {
    middleware.install(server);
    start();
    EXPECT_EQ(exchange("GET", "/" + std::string(9000, 'x')).status, 414);
    EXPECT_EQ(exchange("BREW", "/pot").status, 400);
    EXPECT_EQ(exchange("GET", "/x", {{"Range", "bytes=nonsense"}}).status, 416);
    EXPECT_EQ(exchange("GET", "/x").status, 404);
    EXPECT_EQ(stop_and_receive().spans.size(), 1U);
}

TEST_F(HttplibMiddlewareTest, HandlersThatReadTheirContentHaveRoutesToo) {
    middleware.install(server);
    server.Post("/upload/7",
                HttplibMiddleware::route("/upload/{id}", [](const httplib::Request&, httplib::Response& response,
                                                            const httplib::ContentReader& content) {
                    std::string all;
                    content([&](const char* data, std::size_t size) {
                        all.append(data, size);
                        return true;
                    });
                    response.set_content(all, "text/plain");
                }));
    start();
    EXPECT_EQ(exchange("POST", "/upload/7", {}, "some bytes").body, "some bytes");
    EXPECT_EQ(stop_and_receive().span("POST /upload/{id}").name(), "POST /upload/{id}");
}

TEST_F(HttplibMiddlewareTest, AHandlerAddsToItsRequestsSpan) {
    middleware.install(server);
    server.Get("/x", HttplibMiddleware::route("/x", [](const httplib::Request&, httplib::Response&) {
                   HttplibMiddleware::current_span().set_attribute("tenant", 7);
               }));
    start();
    EXPECT_EQ(exchange("GET", "/x").status, 200);
    EXPECT_EQ(attributes_of(stop_and_receive().span("GET /x")).at("tenant"), "7");
    HttplibMiddleware::current_span().set_attribute("outside", 1);  // of no request: nothing
}

TEST_F(HttplibMiddlewareTest, ABodyThatIsTooLargeIsARequest) {
    middleware.install(server);
    server.set_payload_max_length(4);
    server.Post("/x", [](const httplib::Request&, httplib::Response&) {});
    start();
    EXPECT_EQ(exchange("POST", "/x", {}, "too large").status, 413);
    EXPECT_EQ(attributes_of(stop_and_receive().span("POST")).at("http.response.status_code"), "413");
}

}  // namespace
}  // namespace telemetryflow::tests
