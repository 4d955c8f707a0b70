// examples/httplib_client: calls to examples/http_server, each attempt a span.

#include <csignal>
#include <map>
#include <string>
#include <vector>

#include "integration/examples/example_run.hpp"
#include "support/reserved_port.hpp"

namespace telemetryflow::tests {
namespace {

TEST(HttplibClientExampleTest, TheServersSpansAreChildrenOfItsCalls) {
    const testing::LocalBackend backend;
    Program server(EXAMPLE_HTTP_SERVER, {}, reporting_to(backend, "grpc"));
    const std::string start = "listening on ";
    const std::string url = server.wait_for_line(start).substr(start.size());
    Program client(EXAMPLE_HTTPLIB_CLIENT, {url, "7", "4711"}, reporting_to(backend, "grpc"));
    ASSERT_EQ(client.wait(), 0) << client.output();
    expect_no_loss(client);
    server.send_signal(SIGTERM);
    ASSERT_EQ(server.wait(), 0) << server.output();

    const auto spans = by_id(items(backend, "spans"));
    std::map<std::string, std::string> paths;  // from the root, by the order
    for (const auto& [id, span] : spans) {
        if (span.at("kind") != "server") continue;
        const json& call = spans.at(span.at("parent_span_id"));
        const json& order = spans.at(call.at("parent_span_id"));
        EXPECT_EQ(order.at("parent_span_id"), "");
        paths[order.at("attributes").at("order.id")] =
            order.at("name").get<std::string>() + " > " + call.at("name").get<std::string>() + ' ' +
            call.at("status").at("code").get<std::string>() + " > " + span.at("name").get<std::string>();
    }
    const std::map<std::string, std::string> expected{
        {"7", "read order > GET /orders/{id} unset > GET /orders/{id}"},
        {"4711", "read order > GET /orders/{id} error > GET /orders/{id}"}};
    EXPECT_EQ(paths, expected);
}

TEST(HttplibClientExampleTest, EveryAttemptThatFindsNobodyIsASpan) {
    const testing::LocalBackend backend;
    const test::ReservedPort nobody;
    Program client(EXAMPLE_HTTPLIB_CLIENT, {nobody.url(), "7"}, reporting_to(backend, "grpc"));
    ASSERT_EQ(client.wait(), 0) << client.output();
    const json calls = items(backend, "spans?kind=client");
    ASSERT_EQ(calls.size(), 3U);
    for (const json& call : calls) {
        EXPECT_EQ(call.at("status").at("code"), "error");
        EXPECT_TRUE(call.at("attributes").contains("error.type")) << call;
    }
    const json order = items(backend, "spans?name=read%20order");
    ASSERT_EQ(order.size(), 1U);
    EXPECT_EQ(order[0].at("status").at("message"), "order not read");
}

}  // namespace
}  // namespace telemetryflow::tests
