#include <gtest/gtest.h>

#include "sample_telemetry.hpp"
#include "senders.hpp"

namespace telemetryflow::local {
namespace {

using testing::LocalBackend;
using Names = std::vector<std::string>;

// Three traces: an order of three spans and two services with an error, a fast and a slow one of one span.
class LocalTracesApiTest : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        backend_ = new LocalBackend();
        samples::Traces shop("shop");
        auto& root = shop.span('\x01', '\x01', 0, "order", 0, 100);
        *root.add_attributes() = samples::attribute("customer", "gold");
        root.set_kind(opentelemetry::proto::trace::v1::Span::SPAN_KIND_SERVER);
        shop.span('\x01', '\x02', '\x01', "pay", 10, 50);
        shop.span('\x02', '\x04', 0, "fast", 1000, 1);
        samples::Traces bank("bank");
        bank.span('\x01', '\x03', '\x02', "debit", 20, 10)
            .mutable_status()
            ->set_code(opentelemetry::proto::trace::v1::Status::STATUS_CODE_ERROR);
        bank.span('\x03', '\x05', 0, "slow", 2000, 5000);
        send(*backend_, shop.request);
        send(*backend_, bank.request);
    }
    static void TearDownTestSuite() { delete std::exchange(backend_, nullptr); }

    static nlohmann::json traces(const std::string& query) { return backend_->get_json("/api/v1/traces" + query); }
    static Names roots(const std::string& query) { return column(traces(query), "root_name"); }
    static inline LocalBackend* backend_ = nullptr;
};

TEST_F(LocalTracesApiTest, ListsTheNewestFirstWithTheirShape) {
    const auto all = traces("");
    EXPECT_EQ(all["total"], 3);
    EXPECT_EQ(column(all, "root_name"), (Names{"slow", "fast", "order"}));
    const nlohmann::json expected{{"trace_id", samples::trace_hex('\x01')},
                                  {"root_name", "order"},
                                  {"service", "shop"},
                                  {"start_unix_nano", "1700000000000000000"},
                                  {"duration_ns", "100000000"},
                                  {"spans", 3},
                                  {"errors", 1},
                                  {"depth", 3}};
    EXPECT_EQ(all["items"][2], expected);
}

TEST_F(LocalTracesApiTest, FiltersByServiceAndOperationOfAnySpan) {
    EXPECT_EQ(roots("?service=bank"), (Names{"slow", "order"}));
    EXPECT_EQ(roots("?service=shop"), (Names{"fast", "order"}));
    EXPECT_EQ(roots("?operation=debit"), (Names{"order"}));
    EXPECT_EQ(roots("?operation=debit&service=shop"), Names{});
    EXPECT_EQ(roots("?kind=SERVER"), (Names{"order"}));
}

TEST_F(LocalTracesApiTest, FiltersByTheDurationOfTheWholeTrace) {
    EXPECT_EQ(roots("?min_duration_ms=100"), (Names{"slow", "order"}));
    EXPECT_EQ(roots("?max_duration_ms=100"), (Names{"fast", "order"}));
    EXPECT_EQ(roots("?min_duration_ms=0.5&max_duration_ms=1"), (Names{"fast"}));
}

TEST_F(LocalTracesApiTest, FiltersByTimeWithAnInclusiveStartAndAnExclusiveEnd) {
    EXPECT_EQ(roots("?start=1700000001000000000"), (Names{"slow", "fast"}));
    EXPECT_EQ(roots("?end=1700000001000000000"), (Names{"order"}));
    EXPECT_EQ(roots("?start=2023-11-14T22:13:21Z&end=2023-11-14T22:13:22Z"), (Names{"fast"}));
    EXPECT_EQ(roots("?start=2023-11-14T23:13:21.5%2B01:00"), (Names{"slow"}));
}

TEST_F(LocalTracesApiTest, FiltersByErrorAndAttribute) {
    EXPECT_EQ(roots("?has_error=true"), (Names{"order"}));
    EXPECT_EQ(roots("?has_error=false"), (Names{"slow", "fast"}));
    EXPECT_EQ(roots("?attribute=customer%3Dgold"), (Names{"order"}));
    EXPECT_EQ(roots("?attribute=customer%3Dsilver"), Names{});
    EXPECT_EQ(roots("?attribute=service.name%3Dbank"), (Names{"slow", "order"}));
}

TEST_F(LocalTracesApiTest, PagesWithTheTotalOfAll) {
    const auto page = traces("?limit=1&offset=1");
    EXPECT_EQ(page["total"], 3);
    EXPECT_EQ(column(page, "root_name"), (Names{"fast"}));
    EXPECT_EQ(roots("?limit=2&offset=2"), (Names{"order"}));
    EXPECT_EQ(roots("?offset=3"), Names{});
}

TEST_F(LocalTracesApiTest, ShowsOneTraceInTheOrderOfItsSpans) {
    const auto id = samples::trace_hex('\x01');
    const auto trace = backend_->get_json("/api/v1/traces/" + id);
    EXPECT_EQ(trace["trace_id"], id);
    Names names;
    for (const auto& span : trace["spans"])
        names.push_back(span["name"]);
    EXPECT_EQ(names, (Names{"order", "pay", "debit"}));
    EXPECT_EQ(trace["spans"][2]["parent_span_id"], trace["spans"][1]["span_id"]);
    EXPECT_EQ(trace["spans"][2]["service"], "bank");
}

TEST_F(LocalTracesApiTest, AnswersNotFoundForATraceThatIsNotThere) {
    const auto reply = backend_->get("/api/v1/traces/" + samples::trace_hex('\x09'));
    EXPECT_EQ(reply.status, 404);
    EXPECT_NE(nlohmann::json::parse(reply.body)["error"].get<std::string>().find(samples::trace_hex('\x09')),
              std::string::npos);
}

TEST_F(LocalTracesApiTest, ListsServicesWithWhatTheySent) {
    const auto services = backend_->get_json("/api/v1/services");
    ASSERT_EQ(services.size(), 2);
    EXPECT_EQ(services[0]["name"], "bank");
    EXPECT_EQ(services[0]["spans"], 2);
    EXPECT_EQ(services[1]["name"], "shop");
    EXPECT_EQ(services[1]["spans"], 3);
    EXPECT_EQ(services[1]["logs"], 0);
    EXPECT_EQ(services[1]["metric_points"], 0);
    EXPECT_GT(std::stoll(services[0]["last_seen"].get<std::string>()), 1'700'000'000'000'000'000);
}

TEST_F(LocalTracesApiTest, ListsItsPathsAsPlainText) {
    const auto index = backend_->get("/");
    EXPECT_EQ(index.status, 200);
    for (const char* path : {"status", "services", "traces", "traces/{id}", "spans", "logs", "metrics"}) {
        EXPECT_NE(index.body.find("/api/v1/" + std::string(path)), std::string::npos) << path;
    }
}

}  // namespace
}  // namespace telemetryflow::local
