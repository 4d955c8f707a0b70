// examples/redis, against a server of the test's own.

#include <map>
#include <set>
#include <string>

#include "integration/examples/example_run.hpp"
#include "support/redis_server.hpp"

namespace telemetryflow::tests {
namespace {

TEST(RedisExampleTest, CommandsAreSpansOfTheirOrder) {
    const testing::LocalBackend backend;
    const test::RedisServer redis;
    Program example(EXAMPLE_REDIS, {"127.0.0.1", std::to_string(redis.port())}, reporting_to(backend, "grpc"));
    ASSERT_EQ(example.wait(), 0) << example.output();
    expect_no_loss(example);

    const auto spans = by_id(items(backend, "spans"));
    std::multiset<std::string> below;
    for (const auto& [id, span] : spans) {
        const auto parent = spans.find(span.at("parent_span_id"));
        if (span.at("kind") == "client")
            below.insert((parent == spans.end() ? "" : parent->second.at("name").get<std::string>() + " > ") +
                         span.at("name").get<std::string>());
    }
    const std::multiset<std::string> expected{
        "SET", "place order > DECR", "place order > RPUSH", "place order > DECR", "place order > RPUSH", "LLEN"};
    EXPECT_EQ(below, expected);
    const json refused = items(backend, "spans?has_error=true");
    ASSERT_EQ(refused.size(), 1U);
    EXPECT_EQ(refused[0].at("name"), "LLEN");
    EXPECT_EQ(refused[0].at("attributes").at("error.type"), "WRONGTYPE");
    std::set<int> left;
    for (const json& log : items(backend, "logs"))
        left.insert(log.at("attributes").at("stock.left").get<int>());
    EXPECT_EQ(left, (std::set<int>{4, 3}));
}

TEST(RedisExampleTest, SaysThatNobodyIsThere) {
    const testing::LocalBackend backend;
    const test::ReservedPort nobody;
    Program example(EXAMPLE_REDIS, {"127.0.0.1", std::to_string(nobody.number())}, reporting_to(backend, "grpc"));
    EXPECT_EQ(example.wait(), 1);
    EXPECT_NE(example.output().find("no connection to 127.0.0.1"), std::string::npos) << example.output();
}

}  // namespace
}  // namespace telemetryflow::tests
