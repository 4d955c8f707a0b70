// What is Poco's own: factories without a handler or with an exception, and the request of the calling thread.

#include <functional>

#include <Poco/ErrorHandler.h>

#include "integration/middleware/contract/contract_fixture.hpp"
#include "integration/middleware/poco_app.hpp"

namespace telemetryflow::tests {
namespace {

using Handle = std::function<void(Poco::Net::HTTPServerRequest&, Poco::Net::HTTPServerResponse&)>;

class FunctionHandler final : public Poco::Net::HTTPRequestHandler {
public:
    explicit FunctionHandler(Handle handle) : handle_(std::move(handle)) {}
    void handleRequest(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) override {
        handle_(request, response);
    }

private:
    Handle handle_;
};

class FunctionFactory final : public Poco::Net::HTTPRequestHandlerFactory {
public:
    explicit FunctionFactory(std::function<Poco::Net::HTTPRequestHandler*()> make) : make_(std::move(make)) {}
    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override {
        return make_();
    }

private:
    std::function<Poco::Net::HTTPRequestHandler*()> make_;
};

struct SilentErrors final : Poco::ErrorHandler {
    void exception(const Poco::Exception&) override {}
    void exception(const std::exception&) override {}
    void exception() override {}
};

struct PocoMiddlewareTest : ::testing::Test {
    PocoMiddlewareTest() : before(Poco::ErrorHandler::set(&errors)) {}
    ~PocoMiddlewareTest() override { Poco::ErrorHandler::set(before); }

    /// One request to a server with this factory, and what arrived once it had ended.
    Received exchange(std::function<Poco::Net::HTTPRequestHandler*()> make) {
        Poco::Net::ServerSocket socket(Poco::Net::SocketAddress("127.0.0.1", 0));
        Poco::Net::HTTPServer server(middleware.wrap(new FunctionFactory(std::move(make))), socket,
                                     new Poco::Net::HTTPServerParams);
        server.start();
        answer = HttpConnection(socket.address().port()).exchange("GET", "/users/7");
        std::optional<Received> received;
        EXPECT_TRUE(test::wait_until([&] {
            received.emplace(client.receive());
            return !received->spans.empty();
        }));
        server.stopAll(true);
        return std::move(*received);
    }
    Received handle(Handle work) {
        return exchange([work = std::move(work)] { return new FunctionHandler(work); });
    }

    SilentErrors errors;
    Poco::ErrorHandler* before;
    TestClient client;
    PocoMiddleware middleware{client.client};
    HttpAnswer answer;
};

TEST_F(PocoMiddlewareTest, AFactoryWithoutAHandlerIsNotImplemented) {
    const Received received = exchange([]() -> Poco::Net::HTTPRequestHandler* { return nullptr; });
    EXPECT_EQ(answer.status, 501);
    EXPECT_EQ(attributes_of(received.span("GET")).at("http.response.status_code"), "501");
}

TEST_F(PocoMiddlewareTest, WhatAFactoryThrowsIsRecorded) {
    const Received received =
        exchange([]() -> Poco::Net::HTTPRequestHandler* { throw Poco::NotFoundException("no factory"); });
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(attributes_of(received.span("GET")).at("error.type"), "Poco::NotFoundException");
}

TEST_F(PocoMiddlewareTest, TheHandlerNamesItsRouteAndAddsToItsSpan) {
    const Received received = handle([this](auto&, auto& response) {
        PocoMiddleware::set_route("/users/{id}");
        PocoMiddleware::current_span().set_attribute("tenant", 7);
        client->log_info("handled");
        response.send();
    });
    const Span& span = received.span("GET /users/{id}");
    EXPECT_EQ(attributes_of(span).at("tenant"), "7");
    EXPECT_EQ(received.log("handled").span_id(), span.span_id());
    PocoMiddleware::set_route("/outside");  // of no request: nothing
    PocoMiddleware::current_span().set_attribute("outside", 1);
}

TEST_F(PocoMiddlewareTest, AnExceptionBehindTheFirstBytesBreaksTheAnswerOff) {
    const Received received = handle([](auto&, auto& response) {
        response.setChunkedTransferEncoding(true);
        response.send() << "some";
        throw std::runtime_error("no more");
    });
    const auto attributes = attributes_of(received.span("GET"));
    EXPECT_EQ(attributes.at("http.response.status_code"), "200");
    EXPECT_EQ(attributes.at("error.type"), "std::runtime_error");
}

}  // namespace
}  // namespace telemetryflow::tests
