// examples/worker: traces that go on behind a queue, in other threads.

#include <set>
#include <string>

#include "integration/examples/example_run.hpp"

namespace telemetryflow::tests {
namespace {

class WorkerExampleTest : public ::testing::TestWithParam<std::string> {
protected:
    static constexpr int kOrders = 25;

    void SetUp() override {
        Program worker(EXAMPLE_WORKER, {std::to_string(kOrders)}, reporting_to(backend_, GetParam()));
        ASSERT_EQ(worker.wait(), 0) << worker.output();
        expect_no_loss(worker);
    }

    // The parent of the only span of that name in a trace.
    static std::string parent_name(const std::map<std::string, json>& spans, const json& span) {
        const auto parent = spans.find(span.at("parent_span_id").get<std::string>());
        return parent == spans.end() ? "" : parent->second.at("name").get<std::string>();
    }

    testing::LocalBackend backend_;
};

INSTANTIATE_TEST_SUITE_P(Protocols, WorkerExampleTest, ::testing::Values("grpc", "http"),
                         [](const auto& test) { return test.param; });

TEST_P(WorkerExampleTest, EveryOrderIsOneTraceAcrossThreads) {
    const std::map<std::string, std::string> parents = {{"take order", ""},
                                                        {"process order", "take order"},
                                                        {"reserve stock", "process order"},
                                                        {"lock shelf", "reserve stock"},
                                                        {"charge card", "process order"}};
    std::map<std::string, json> traces;
    for (const json& span : items(backend_, "spans"))
        traces[span.at("trace_id").get<std::string>()].push_back(span);
    ASSERT_EQ(traces.size(), std::size_t{kOrders});
    std::set<int> orders;
    for (const auto& [id, trace] : traces) {
        ASSERT_EQ(trace.size(), parents.size()) << trace;
        const auto spans = by_id(trace);
        std::set<int> numbers;
        for (const json& span : trace) {
            EXPECT_EQ(parent_name(spans, span), parents.at(span.at("name")));
            if (span.at("attributes").contains("order.number"))
                numbers.insert(span["attributes"]["order.number"].get<int>());
        }
        ASSERT_EQ(numbers.size(), 1U) << "the trace of one order: " << trace;
        orders.insert(*numbers.begin());
    }
    EXPECT_EQ(orders.size(), std::size_t{kOrders});
}

TEST_P(WorkerExampleTest, AnExceptionMarksTheSpansItLeft) {
    const json declined = items(backend_, "spans?name=charge%20card&has_error=true");
    ASSERT_EQ(declined.size(), std::size_t{kOrders / 5});
    for (const json& span : declined) {
        EXPECT_EQ(span.at("status").at("code"), "error");
        ASSERT_EQ(span.at("events").size(), 1U);
        EXPECT_EQ(span["events"][0].at("name"), "exception");
    }
    for (const json& span : items(backend_, "spans?name=process%20order&has_error=true"))
        EXPECT_EQ(span.at("attributes").at("order.number").get<int>() % 5, 0);
}

TEST_P(WorkerExampleTest, LogsCarryTheIdsOfTheirSpan) {
    const auto spans = by_id(items(backend_, "spans"));
    const json logs = items(backend_, "logs");
    ASSERT_EQ(logs.size(), std::size_t{kOrders * 2});
    for (const json& log : logs) {
        ASSERT_TRUE(spans.contains(log.at("span_id"))) << log;
        const json& span = spans.at(log.at("span_id"));
        EXPECT_EQ(log.at("trace_id"), span.at("trace_id"));
        EXPECT_EQ(log.at("attributes").at("order.number"), span.at("attributes").at("order.number"));
        EXPECT_EQ(span.at("name"), log.at("body") == "order shipped" ? "process order" : "take order");
    }
}

TEST_P(WorkerExampleTest, MetricsAddUp) {
    std::map<std::string, json> points;
    for (const json& point : items(backend_, "metrics?latest=true")) {
        const std::string outcome = point.at("attributes").value("outcome", "");
        points[point.at("name").get<std::string>() + (outcome.empty() ? "" : " " + outcome)] = point;
    }
    EXPECT_EQ(points.at("orders.processed shipped").at("value"), kOrders - kOrders / 5);
    EXPECT_EQ(points.at("orders.processed failed").at("value"), kOrders / 5);
    EXPECT_EQ(points.at("orders.processed failed").at("unit"), "{order}");
    EXPECT_TRUE(points.at("orders.processed failed").at("monotonic").get<bool>());
    EXPECT_EQ(points.at("orders.in_work").at("value"), 0);
    EXPECT_FALSE(points.at("orders.in_work").at("monotonic").get<bool>());
    EXPECT_EQ(points.at("orders.queued").at("type"), "gauge");
    const json& shipped = points.at("order.duration shipped");
    EXPECT_EQ(shipped.at("unit"), "s");
    EXPECT_EQ(shipped.at("count"), kOrders - kOrders / 5);
    EXPECT_GT(shipped.at("min").get<double>(), 0.003) << "an order takes at least four milliseconds";
}

TEST(WorkerExampleFailureTest, MissingVariablesAreNamedOnePerLine) {
    for (const char* program : {EXAMPLE_BASIC, EXAMPLE_CUSTOM_COMMAND, EXAMPLE_HTTP_SERVER, EXAMPLE_WORKER}) {
        Program run(program, {}, {});
        EXPECT_EQ(run.wait(), 2) << program;
        EXPECT_NE(run.output().find("TELEMETRYFLOW_API_KEY_ID\n"), std::string::npos) << run.output();
        EXPECT_NE(run.output().find("TELEMETRYFLOW_API_KEY_SECRET\n"), std::string::npos) << run.output();
    }
}

TEST(BasicExampleTest, SendsOneOfEachSignal) {
    const testing::LocalBackend backend;
    Program basic(EXAMPLE_BASIC, {}, reporting_to(backend, "grpc"));
    ASSERT_EQ(basic.wait(), 0) << basic.output();
    EXPECT_EQ(basic.last_line(), "everything was delivered");
    std::map<std::string, json> spans;
    for (const json& span : items(backend, "spans?service=example-basic"))
        spans[span.at("name").get<std::string>()] = span;
    ASSERT_EQ(spans.size(), 3U);
    EXPECT_EQ(spans.at("charge card").at("parent_span_id"), spans.at("checkout").at("span_id"));
    EXPECT_EQ(spans.at("checkout").at("events")[0].at("name"), "receipt sent");
    EXPECT_EQ(spans.at("refund").at("status").at("message"), "no such order");
    EXPECT_EQ(items(backend, "logs?severity=info")[0].at("span_id"), spans.at("charge card").at("span_id"));
    EXPECT_EQ(items(backend, "metrics?name=checkouts")[0].at("value"), 1);
}

}  // namespace
}  // namespace telemetryflow::tests
