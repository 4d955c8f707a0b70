// What is Boost.Beast's own: messages without sockets, and what of them counts.

#include <boost/beast/http.hpp>

#include "telemetryflow/middleware/beast.hpp"

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

namespace http = boost::beast::http;

struct BeastMiddlewareTest : ::testing::Test {
    static BeastMiddleware::Endpoint peer(const char* address, std::uint16_t port) {
        return {boost::asio::ip::make_address(address), port};
    }

    TestClient client;
    BeastMiddleware middleware{client.client};
    http::request<http::string_body> request{http::verb::get, "/orders/7?page=2", 11};
    http::response<http::empty_body> response{http::status::ok, 11};
};

TEST_F(BeastMiddlewareTest, ARequestIsToldInFull) {
    request.set(http::field::host, "orders.example:8443");
    request.set(http::field::user_agent, "test/1");
    {
        RequestScope scope = middleware.scope(request, peer("2001:db8::1", 4711), "https");
        scope.set_route("/orders/{id}");
        BeastMiddleware::finish(scope, response);
    }
    const Received received = client.receive();
    EXPECT_EQ(attributes_of(received.span("GET /orders/{id}")),
              (std::map<std::string, std::string>{{"http.request.method", "GET"},
                                                  {"http.route", "/orders/{id}"},
                                                  {"http.response.status_code", "200"},
                                                  {"url.path", "/orders/7"},
                                                  {"url.query", "page=2"},
                                                  {"url.scheme", "https"},
                                                  {"server.address", "orders.example"},
                                                  {"server.port", "8443"},
                                                  {"client.address", "2001:db8::1"},
                                                  {"network.peer.address", "2001:db8::1"},
                                                  {"network.peer.port", "4711"},
                                                  {"network.protocol.version", "1.1"},
                                                  {"user_agent.original", "test/1"}}));
}

TEST_F(BeastMiddlewareTest, MethodsThatBeastDoesNotKnowAndHttp10) {
    request.method_string("BREW");
    request.version(10);
    {
        ServerRequest begun = middleware.start(request, {});
        BeastMiddleware::finish(begun, response);
    }
    const auto attributes = attributes_of(client.receive().span("HTTP"));
    EXPECT_EQ(attributes.at("http.request.method_original"), "BREW");
    EXPECT_EQ(attributes.at("network.protocol.version"), "1.0");
    EXPECT_FALSE(attributes.contains("client.address"));
}

TEST_F(BeastMiddlewareTest, AnAnswerThatCouldNotBeWrittenWasAborted) {
    {
        ServerRequest begun = middleware.start(request, peer("127.0.0.1", 1));
        BeastMiddleware::finish(begun, response, boost::asio::error::connection_reset);
    }
    EXPECT_EQ(attributes_of(client.receive().span("GET")).at("error.type"), "aborted");
}

TEST_F(BeastMiddlewareTest, HeadersOfTheAnswerAreKeptWhereAskedFor) {
    MiddlewareOptions options;
    options.captured_response_headers = {"X-Answer"};
    const BeastMiddleware capturing(client.client, options);
    response.insert("x-answer", "1");
    response.insert("x-answer", "2");
    {
        ServerRequest begun = capturing.start(request, {});
        BeastMiddleware::finish(begun, response);
    }
    EXPECT_EQ(attributes_of(client.receive().span("GET")).at("http.response.header.x-answer"), "[1,2]");
}

TEST_F(BeastMiddlewareTest, ARequestGoesFromThreadToThread) {
    {
        ServerRequest begun = middleware.start(request, {});
        std::thread([&] {
            const auto current = begun.attach();
            client->log_info("handled");
        }).join();
        client->log_info("not handled");
        BeastMiddleware::finish(begun, response);
    }
    const Received received = client.receive();
    EXPECT_EQ(received.log("handled").span_id(), received.span("GET").span_id());
    EXPECT_EQ(received.log("not handled").span_id(), "");
}

}  // namespace
}  // namespace telemetryflow::tests
