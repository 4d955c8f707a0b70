// The examples of servers, one for each framework: they do the same, and leave the same.

#include <csignal>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include <httplib.h>

#include "integration/examples/example_run.hpp"

namespace telemetryflow::tests {
namespace {

constexpr const char* kTrace = "0af7651916cd43dd8448eb211c80319c";
constexpr const char* kCaller = "b7ad6b7169203331";

struct ServerExample {
    std::string name;
    const char* program;

    friend void PrintTo(const ServerExample& example, std::ostream* out) { *out << example.name; }
};

std::vector<ServerExample> server_examples() {
    return {
#ifdef EXAMPLE_BEAST_SERVER
        {"beast", EXAMPLE_BEAST_SERVER},
#endif
#ifdef EXAMPLE_CROW_SERVER
        {"crow", EXAMPLE_CROW_SERVER},
#endif
#ifdef EXAMPLE_DROGON_SERVER
        {"drogon", EXAMPLE_DROGON_SERVER},
#endif
#ifdef EXAMPLE_POCO_SERVER
        {"poco", EXAMPLE_POCO_SERVER},
#endif
    };
}

class ServerExamplesTest : public ::testing::TestWithParam<ServerExample> {
protected:
    void SetUp() override {
        Program server(GetParam().program, {}, reporting_to(backend_, "grpc"));
        const std::string start = "listening on ";
        httplib::Client client(server.wait_for_line(start).substr(start.size()));
        client.set_keep_alive(true);
        const httplib::Headers caller{{"traceparent", std::string("00-") + kTrace + '-' + kCaller + "-01"}};
        for (const auto& [path, status] : std::map<std::string, int>{{"/orders/7", 200}, {"/orders/4711", 404}}) {
            const auto answer = client.Get(path, caller);
            ASSERT_TRUE(answer) << httplib::to_string(answer.error());
            ASSERT_EQ(answer->status, status);
        }
        ASSERT_EQ(client.Get("/orders/8")->body, "{\"order\": 8}\n");
        ASSERT_EQ(client.Get("/elsewhere")->status, 404);
        server.send_signal(SIGTERM);
        ASSERT_EQ(server.wait(), 0) << server.output();
        expect_no_loss(server);
        for (const json& span : items(backend_, "spans"))
            requests_[span.at("attributes").at("url.path")] = span;
    }

    const testing::LocalBackend backend_;
    std::map<std::string, json> requests_;
};

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ServerExamplesTest);
INSTANTIATE_TEST_SUITE_P(Frameworks, ServerExamplesTest, ::testing::ValuesIn(server_examples()),
                         [](const auto& test) { return test.param.name; });

TEST_P(ServerExamplesTest, RequestsAreSpansOfTheirCallersTraceNamedByTheirRoute) {
    ASSERT_EQ(requests_.size(), 4U);
    for (const char* path : {"/orders/7", "/orders/4711"}) {
        const json& span = requests_.at(path);
        EXPECT_EQ(span.at("name"), "GET /orders/{id}");
        EXPECT_EQ(span.at("kind"), "server");
        EXPECT_EQ(span.at("trace_id"), kTrace);
        EXPECT_EQ(span.at("parent_span_id"), kCaller);
        EXPECT_EQ(span.at("service"), "example-" + GetParam().name + "-server");
    }
    EXPECT_EQ(requests_.at("/orders/7").at("attributes").at("http.response.status_code"), 200);
    EXPECT_EQ(requests_.at("/orders/4711").at("attributes").at("http.response.status_code"), 404);
    EXPECT_EQ(requests_.at("/elsewhere").at("name"), "GET");
}

TEST_P(ServerExamplesTest, LogsOfAHandlerBelongToItsRequest) {
    std::map<std::string, std::string> bodies;
    for (const json& log : items(backend_, "logs"))
        bodies[log.at("span_id")] = log.at("body");
    const std::map<std::string, std::string> expected{{requests_.at("/orders/7").at("span_id"), "order read"},
                                                      {requests_.at("/orders/8").at("span_id"), "order read"},
                                                      {requests_.at("/orders/4711").at("span_id"), "no such order"}};
    EXPECT_EQ(bodies, expected);
}

TEST_P(ServerExamplesTest, RequestsAreCountedByRoute) {
    std::map<std::string, int> counts;
    for (const json& point : items(backend_, "metrics?name=http.server.request.duration&latest=true"))
        counts[point.at("attributes").value("http.route", "")] += point.at("count").get<int>();
    const std::map<std::string, int> expected{{"/orders/{id}", 3}, {"", 1}};
    EXPECT_EQ(counts, expected);
}

}  // namespace
}  // namespace telemetryflow::tests
