// examples/database_worker: a database and a logging library that know nothing of telemetry, in the traces all the
// same.

#include <map>
#include <string>

#include "integration/examples/example_run.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::tests {
namespace {

class DatabaseWorkerExampleTest : public ::testing::Test {
protected:
    static constexpr int kOrders = 30;

    void SetUp() override {
        Program worker(EXAMPLE_DATABASE_WORKER, {folder_.file("orders.db"), std::to_string(kOrders)},
                       reporting_to(backend_, "grpc"));
        ASSERT_EQ(worker.wait(), 0) << worker.output();
        expect_no_loss(worker);
    }

    test::TempDir folder_;
    testing::LocalBackend backend_;
};

TEST_F(DatabaseWorkerExampleTest, StatementsAreInTheTraceOfTheirOrder) {
    const auto spans = by_id(items(backend_, "spans"));
    std::map<std::string, int> below;
    for (const auto& [id, span] : spans) {
        const auto parent = spans.find(span.at("parent_span_id").get<std::string>());
        if (parent != spans.end())
            ++below[parent->second.at("name").get<std::string>() + " > " + span.at("name").get<std::string>()];
    }
    const int placed = kOrders - kOrders / 5;
    const std::map<std::string, int> expected{{"place order > UPDATE stock", kOrders},
                                              {"place order > INSERT orders", placed}};
    EXPECT_EQ(below, expected);
    const json refused = items(backend_, "spans?name=UPDATE%20stock&has_error=true");
    ASSERT_EQ(refused.size(), std::size_t{kOrders / 5});
    EXPECT_EQ(refused[0].at("attributes").at("error.type"), "SQLITE_CONSTRAINT");
    EXPECT_EQ(refused[0].at("attributes").at("db.namespace"), "orders.db");
}

TEST_F(DatabaseWorkerExampleTest, RecordsOfSpdlogCarryTheIdsOfTheirOrder) {
    const auto spans = by_id(items(backend_, "spans"));
    const json logs = items(backend_, "logs");
    ASSERT_EQ(logs.size(), std::size_t{kOrders});
    int errors = 0;
    for (const json& log : logs) {
        ASSERT_TRUE(spans.contains(log.at("span_id"))) << log;
        const json& span = spans.at(log.at("span_id"));
        EXPECT_EQ(span.at("name"), "place order");
        EXPECT_EQ(log.at("attributes").at("logger.name"), "orders");
        const std::string start = "order " + std::to_string(span.at("attributes").at("order.number").get<int>()) + " ";
        EXPECT_TRUE(log.at("body").get<std::string>().starts_with(start)) << log;
        if (log.at("body").get<std::string>().find("refused") != std::string::npos) ++errors;
    }
    EXPECT_EQ(errors, kOrders / 5);
}

}  // namespace
}  // namespace telemetryflow::tests
