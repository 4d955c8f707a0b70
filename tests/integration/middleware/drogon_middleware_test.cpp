// What is Drogon's own: the request of a handler that is not wrapped, and one that is never answered.

#include "integration/middleware/contract/http_exchange.hpp"
#include "integration/middleware/drogon_app.hpp"

namespace telemetryflow::tests {
namespace {

using Callback = std::function<void(const drogon::HttpResponsePtr&)>;

struct DrogonMiddlewareTest : ::testing::Test {
    HttpAnswer exchange(const std::string& target) {
        middleware.install(app);
        const HttpAnswer answer = HttpConnection(app.run()).exchange("GET", target);
        app.quit();  // once the request has ended
        return answer;
    }

    TestClient client;
    DrogonMiddleware middleware{client.client, {.excluded_paths = {"/health"}}};
    drogon::HttpAppFramework app;
};

TEST_F(DrogonMiddlewareTest, AHandlerThatIsNotWrappedFindsItsRequest) {
    app.registerHandler("/users/{id}",
                        [this](const drogon::HttpRequestPtr& request, Callback&& callback, const std::string& id) {
                            const auto begun = DrogonMiddleware::request(request);
                            begun->span().set_attribute("user.id", id);
                            client->log_info("outside");
                            {
                                const auto current = begun->attach();
                                client->log_info("inside");
                            }
                            callback(drogon::HttpResponse::newHttpResponse());
                        });
    EXPECT_EQ(exchange("/users/7").status, 200);
    const Received received = client.receive();
    const Span& span = received.span("GET /users/{id}");
    EXPECT_EQ(attributes_of(span).at("user.id"), "7");
    EXPECT_EQ(received.log("outside").span_id(), "");
    EXPECT_EQ(received.log("inside").span_id(), span.span_id());
}

TEST_F(DrogonMiddlewareTest, AnExcludedRequestIsNotThere) {
    bool found = true;
    const auto handle = [&](const drogon::HttpRequestPtr& request, Callback&& callback, const std::string&) {
        found = DrogonMiddleware::request(request) != nullptr;
        callback(drogon::HttpResponse::newHttpResponse());
    };
    app.registerHandler("/health", DrogonMiddleware::handler(handle));
    EXPECT_EQ(exchange("/health").status, 200);
    EXPECT_FALSE(found);
    EXPECT_TRUE(client.receive().spans.empty());
}

TEST_F(DrogonMiddlewareTest, ARequestThatIsNeverAnsweredWasAborted) {
    middleware.install(app);
    {
        const auto request = std::make_shared<drogon::HttpRequest>();
        request->method = "GET";
        request->path_ = "/lost";
        app.advise_before_routing(request);
        EXPECT_NE(DrogonMiddleware::request(request), nullptr);
    }
    EXPECT_EQ(attributes_of(client.receive().span("GET")).at("error.type"), "aborted");
}

}  // namespace
}  // namespace telemetryflow::tests
