// Data queries where nothing answers them: an error that says what is missing.

#include <functional>

#include "integration/end_to_end/end_to_end_client.hpp"
#include "support/grpc_collector.hpp"
#include "support/reserved_port.hpp"
#include "support/scripted_http_server.hpp"

namespace telemetryflow::tests {
namespace {

/// Asks every data query; each has to say what data queries need, and never the key.
void expect_unavailable(const TelemetryFlowBuilder& builder, const std::string& why) {
    EndToEndClient client(builder);
    GetTraceQuery trace;
    trace.trace_id = *TraceId::from_hex("0123456789abcdef0123456789abcdef");
    const std::vector<std::function<void()>> queries{
        [&] { static_cast<void>(client->query(GetMetricQuery{.name = "jobs"})); },
        [&] { static_cast<void>(client->query(AggregateMetricsQuery{.name = "jobs"})); },
        [&] { static_cast<void>(client->query(GetLogsQuery{})); },
        [&] { static_cast<void>(client->query(trace)); },
        [&] { static_cast<void>(client->query(SearchTracesQuery{})); },
    };
    for (const auto& query : queries) {
        try {
            query();
            ADD_FAILURE() << "no error";
        } catch (const TelemetryFlowError& error) {
            const std::string what = error.what();
            EXPECT_EQ(error.code(), ErrorCode::QueryUnavailable) << what;
            EXPECT_NE(what.find("ata queries need"), std::string::npos) << what;
            EXPECT_NE(what.find(why), std::string::npos) << what;
            EXPECT_EQ(what.find(kKeySecret), std::string::npos) << what;
        }
    }
    // A question that has no answer is no fault of the delivery.
    EXPECT_EQ(client.health(), HealthStatus::Healthy);
}

TelemetryFlowBuilder http_builder(std::uint16_t port) {
    auto builder = quick_builder("http://127.0.0.1:" + std::to_string(port));
    builder.with_http();
    return builder;
}

TEST(UnavailableQueriesTest, AClosedPort) {
    const test::ReservedPort nobody;
    expect_unavailable(http_builder(nobody.number()), "connect");
}

TEST(UnavailableQueriesTest, AGrpcPortOfUnknownNeighbours) {
    test::GrpcCollector server;
    expect_unavailable(quick_builder(server.url()), "with_query_endpoint()");
}

TEST(UnavailableQueriesTest, AGrpcServerInsteadOfAnHttpServer) {
    test::GrpcCollector server;
    expect_unavailable(http_builder(server.port()), "127.0.0.1");
}

TEST(UnavailableQueriesTest, APlainWebServer) {
    struct Page {
        int status;
        std::string headers;
        std::string body;
    };
    const std::vector<Page> pages{{404, "Content-Type: text/html\r\n", "<html>not here</html>"},
                                  {200, "Content-Type: text/html\r\n", "<html>welcome</html>"},
                                  {301, "Location: /index.html\r\n", ""},
                                  {200, "", ""},
                                  {500, "", "oops"}};
    for (const auto& page : pages) {
        SCOPED_TRACE(page.status);
        test::ScriptedHttpServer server;
        for (int i = 0; i < 5; ++i)
            server.script(test::ScriptedAnswer::status(page.status, page.headers, page.body));
        expect_unavailable(http_builder(server.port()), "HTTP " + std::to_string(page.status));
        EXPECT_EQ(server.requests().size(), 5U);
    }
}

}  // namespace
}  // namespace telemetryflow::tests
