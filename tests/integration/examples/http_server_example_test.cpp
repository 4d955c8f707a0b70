// examples/http_server: spans, metrics and logs of requests, and its end on SIGTERM.

#include <csignal>
#include <string>

#include <httplib.h>

#include "integration/examples/example_run.hpp"

namespace telemetryflow::tests {
namespace {

constexpr const char* kTrace = "0af7651916cd43dd8448eb211c80319c";
constexpr const char* kCaller = "b7ad6b7169203331";

class HttpServerExampleTest : public ::testing::TestWithParam<std::string> {
protected:
    void SetUp() override {
        Program server(EXAMPLE_HTTP_SERVER, {}, reporting_to(backend_, GetParam()));
        httplib::Client client(server.wait_for_line("listening on ").substr(std::string("listening on ").size()));
        const httplib::Headers caller{{"traceparent", std::string("00-") + kTrace + '-' + kCaller + "-01"}};
        ASSERT_EQ(client.Get("/orders/7", caller)->status, 200);
        ASSERT_EQ(client.Get("/orders/4711")->status, 404);
        ASSERT_EQ(client.Post("/orders", "{}", "application/json")->status, 201);
        ASSERT_EQ(client.Get("/broken")->status, 500);
        server.send_signal(SIGTERM);
        ASSERT_EQ(server.wait(), 0) << server.output();
        expect_no_loss(server);
        for (const json& span : items(backend_, "spans?kind=server"))
            requests_[span.at("attributes").at("url.path").get<std::string>() + ' ' +
                      span["attributes"].at("http.request.method").get<std::string>()] = span;
        ASSERT_EQ(requests_.size(), 4U);
    }

    testing::LocalBackend backend_;
    std::map<std::string, json> requests_;
};

INSTANTIATE_TEST_SUITE_P(Protocols, HttpServerExampleTest, ::testing::Values("grpc", "http"),
                         [](const auto& test) { return test.param; });

TEST_P(HttpServerExampleTest, EveryRequestIsASpanWithRouteAndStatus) {
    const json& found = requests_.at("/orders/7 GET");
    EXPECT_EQ(found.at("name"), "GET /orders/{id}");
    EXPECT_EQ(found.at("attributes").at("http.route"), "/orders/{id}");
    EXPECT_EQ(found.at("attributes").at("http.response.status_code"), 200);
    EXPECT_EQ(found.at("status").at("code"), "unset");
    const json& missing = requests_.at("/orders/4711 GET");
    EXPECT_EQ(missing.at("attributes").at("http.response.status_code"), 404);
    EXPECT_EQ(missing.at("status").at("code"), "unset") << "the caller's mistake";
    EXPECT_EQ(requests_.at("/orders POST").at("attributes").at("http.response.status_code"), 201);
}

TEST_P(HttpServerExampleTest, ARequestGoesOnInTheTraceOfItsCaller) {
    const json& found = requests_.at("/orders/7 GET");
    EXPECT_EQ(found.at("trace_id"), kTrace);
    EXPECT_EQ(found.at("parent_span_id"), kCaller);
    EXPECT_EQ(requests_.at("/orders POST").at("parent_span_id"), "");
    for (const json& query : items(backend_, std::string("spans?name=SELECT%20orders&trace_id=") + kTrace))
        EXPECT_EQ(query.at("parent_span_id"), found.at("span_id"));
}

TEST_P(HttpServerExampleTest, AnExceptionFailsItsRequestAlone) {
    const json& broken = requests_.at("/broken GET");
    EXPECT_EQ(broken.at("status").at("code"), "error");
    EXPECT_EQ(broken.at("attributes").at("http.response.status_code"), 500);
    ASSERT_EQ(broken.at("events").size(), 1U);
    EXPECT_EQ(broken["events"][0].at("attributes").at("exception.message"), "out of cheese");
    EXPECT_EQ(broken["events"][0]["attributes"].at("exception.type"), "std::runtime_error");
    const json failed = items(backend_, "logs?severity=error");
    ASSERT_EQ(failed.size(), 1U);
    EXPECT_EQ(failed[0].at("span_id"), broken.at("span_id"));
}

TEST_P(HttpServerExampleTest, LogsBelongToTheirRequest) {
    const json read = items(backend_, "logs?search=order%20read");
    ASSERT_EQ(read.size(), 1U);
    EXPECT_EQ(read[0].at("trace_id"), kTrace);
    EXPECT_EQ(read[0].at("span_id"), requests_.at("/orders/7 GET").at("span_id"));
    EXPECT_EQ(items(backend_, "logs?severity=warn")[0].at("span_id"), requests_.at("/orders/4711 GET").at("span_id"));
}

TEST_P(HttpServerExampleTest, DurationsAreCountedByRouteAndStatus) {
    const json durations = items(backend_, "metrics?name=http.server.request.duration&latest=true");
    ASSERT_EQ(durations.size(), 4U);
    for (const json& point : durations) {
        EXPECT_EQ(point.at("unit"), "s");
        EXPECT_EQ(point.at("count"), 1);
        EXPECT_EQ(point.at("explicit_bounds").size(), 14U);
    }
    for (const json& point : items(backend_, "metrics?name=http.server.active_requests&latest=true"))
        EXPECT_EQ(point.at("value"), 0);
}

}  // namespace
}  // namespace telemetryflow::tests
