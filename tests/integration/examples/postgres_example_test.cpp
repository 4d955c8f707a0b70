// examples/postgres, against a server of the test's own.

#include <map>
#include <set>
#include <string>

#include "integration/examples/example_run.hpp"
#include "support/postgres_server.hpp"

namespace telemetryflow::tests {
namespace {

TEST(PostgresExampleTest, StatementsAreSpansOfTheirOrder) {
    const testing::LocalBackend backend;
    const test::PostgresServer postgres(POSTGRES_PROGRAMS);
    Program example(EXAMPLE_POSTGRES, {postgres.connection_string()}, reporting_to(backend, "grpc"));
    ASSERT_EQ(example.wait(), 0) << example.output();
    expect_no_loss(example);

    const auto spans = by_id(items(backend, "spans"));
    std::map<std::string, int> below;
    for (const auto& [id, span] : spans) {
        const auto parent = spans.find(span.at("parent_span_id"));
        if (parent != spans.end())
            ++below[parent->second.at("name").get<std::string>() + " > " + span.at("name").get<std::string>()];
    }
    const std::map<std::string, int> expected{
        {"place order > UPDATE stock", 3}, {"place order > SELECT stock", 2}, {"place order > COMMIT", 2}};
    EXPECT_EQ(below, expected);

    const json refused = items(backend, "spans?name=UPDATE%20stock&has_error=true");
    ASSERT_EQ(refused.size(), 1U);
    EXPECT_EQ(refused[0].at("attributes").at("db.response.status_code"), "23514");
    EXPECT_EQ(refused[0].at("attributes").at("db.query.text"), "UPDATE stock SET pieces = pieces - $1 WHERE item = ?");
    const json& order = spans.at(refused[0].at("parent_span_id"));
    EXPECT_EQ(order.at("attributes").at("order.wanted"), 3);
    EXPECT_EQ(order.at("events").at(0).at("name"), "exception");
    std::multiset<std::string> logs;
    for (const json& log : items(backend, "logs"))
        logs.insert(log.at("body"));
    EXPECT_EQ(logs, (std::multiset<std::string>{"order placed", "order placed", "order refused"}));
}

TEST(PostgresExampleTest, SaysThatNobodyIsThere) {
    const testing::LocalBackend backend;
    Program example(EXAMPLE_POSTGRES, {"host=/nonexistent dbname=shop"}, reporting_to(backend, "grpc"));
    EXPECT_EQ(example.wait(), 1) << example.output();
    EXPECT_NE(example.output().find("/nonexistent"), std::string::npos) << example.output();
}

}  // namespace
}  // namespace telemetryflow::tests
