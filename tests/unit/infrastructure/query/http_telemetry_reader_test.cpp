#include "infrastructure/query/http_telemetry_reader.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "telemetryflow/domain/errors.hpp"

#include "support/scripted_http_server.hpp"

namespace telemetryflow::infrastructure {
namespace {

using test::ScriptedAnswer;
using test::ScriptedHttpServer;

constexpr const char* kNothing = R"({"total":0,"items":[]})";

class HttpTelemetryReaderTest : public testing::Test {
protected:
    ScriptedHttpServer server;
    HttpTelemetryReader reader{{.base_url = server.url()}};

    void answer(const std::string& body) {
        server.script(ScriptedAnswer::status(200, "Content-Type: application/json\r\n", body));
    }
    // What the last query asked for.
    std::string target() {
        const auto requests = server.requests();
        return requests.empty() ? "" : requests.back().method + " " + requests.back().target;
    }
};

TEST_F(HttpTelemetryReaderTest, AsksForAMetricByNameWhenNothingElseIsGiven) {
    answer(kNothing);
    EXPECT_EQ(reader.get_metric({.name = "http.requests"}).name, "http.requests");
    EXPECT_EQ(target(), "GET /api/v1/metrics?name=http.requests&limit=100");
}

TEST_F(HttpTelemetryReaderTest, AsksForAMetricWithEveryField) {
    answer(kNothing);
    static_cast<void>(reader.get_metric({.name = "m",
                                         .service_name = "web",
                                         .time = {.start_unix_nano = 1, .end_unix_nano = 2},
                                         .attributes = {{"k", "v"}},
                                         .latest_only = true,
                                         .page = {.limit = 3, .offset = 4}}));
    EXPECT_EQ(target(),
              "GET /api/v1/metrics?name=m&service=web&latest=true&start=1&end=2&attribute=k%3Dv&limit=3&offset=4");
}

TEST_F(HttpTelemetryReaderTest, AsksForAnAggregation) {
    answer(
        R"({"name":"m","aggregate":"avg","group_by":"route","total":1,"groups":[{"key":"/","value":1,"points":1}]})");
    const auto result = reader.aggregate_metrics({.name = "m",
                                                  .aggregation = MetricAggregation::Avg,
                                                  .group_by = "route",
                                                  .service_name = "web",
                                                  .time = {.start_unix_nano = 1, .end_unix_nano = {}},
                                                  .attributes = {{"k", "v"}}});
    EXPECT_EQ(target(),
              "GET /api/v1/metrics?name=m&aggregate=avg&group_by=route&service=web&start=1&attribute=k%3Dv&limit=100");
    EXPECT_EQ(result.name, "m");
    EXPECT_EQ(result.aggregation, MetricAggregation::Avg);
    EXPECT_EQ(result.group_by, "route");
    EXPECT_EQ(result.groups.size(), 1U);
}

TEST_F(HttpTelemetryReaderTest, AsksForLogsOfOneSeverityByItsName) {
    answer(kNothing);
    static_cast<void>(reader.get_logs({.severity = SeverityLevel::Warn}));
    EXPECT_EQ(target(), "GET /api/v1/logs?severity=warn&limit=100");
}

TEST_F(HttpTelemetryReaderTest, AsksForLogsFromASeverityUpwardsByItsNumber) {
    answer(kNothing);
    static_cast<void>(reader.get_logs({.severity = SeverityLevel::Error, .include_higher_severities = true}));
    EXPECT_EQ(target(), "GET /api/v1/logs?severity=17&limit=100");
}

TEST_F(HttpTelemetryReaderTest, AsksForLogsWithEveryField) {
    answer(kNothing);
    static_cast<void>(reader.get_logs({.search_text = "order placed",
                                       .service_name = "web",
                                       .trace_id = {{1}},
                                       .span_id = {{2}},
                                       .time = {.start_unix_nano = 1, .end_unix_nano = 2},
                                       .attributes = {{"a", "b"}},
                                       .page = {.limit = 1, .offset = 2}}));
    EXPECT_EQ(target(),
              "GET /api/v1/logs?search=order%20placed&service=web&trace_id=01000000000000000000000000000000"
              "&span_id=0200000000000000&start=1&end=2&attribute=a%3Db&limit=1&offset=2");
}

TEST_F(HttpTelemetryReaderTest, SearchesTracesWithEveryField) {
    answer(kNothing);
    static_cast<void>(reader.search_traces({.service_name = "web",
                                            .operation_name = "GET /",
                                            .time = {.start_unix_nano = 1, .end_unix_nano = 2},
                                            .min_duration = std::chrono::milliseconds(5),
                                            .max_duration = std::chrono::seconds(1),
                                            .has_error = false,
                                            .attributes = {{"a", "b"}},
                                            .page = {.limit = 1, .offset = 2}}));
    EXPECT_EQ(target(),
              "GET /api/v1/traces?service=web&operation=GET%20%2F&min_duration_ms=5&max_duration_ms=1000"
              "&has_error=false&start=1&end=2&attribute=a%3Db&limit=1&offset=2");
}

TEST_F(HttpTelemetryReaderTest, ReadsATrace) {
    answer(R"({"trace_id":"01000000000000000000000000000000","spans":[]})");
    EXPECT_EQ(reader.get_trace({.trace_id = {{1}}}).trace_id, (TraceId{{1}}));
    EXPECT_EQ(target(), "GET /api/v1/traces/01000000000000000000000000000000");
}

TEST_F(HttpTelemetryReaderTest, GivesNoSpansForATraceThatTheBackendDoesNotKnow) {
    server.script(
        ScriptedAnswer::status(404, {}, R"({"error":"no trace 01000000000000000000000000000000 is stored"})"));
    const auto result = reader.get_trace({.trace_id = {{1}}});
    EXPECT_EQ(result.trace_id, (TraceId{{1}}));
    EXPECT_TRUE(result.spans.empty());
}

TEST_F(HttpTelemetryReaderTest, RefusesQueriesWithoutTheirRequiredFieldBeforeAsking) {
    for (const auto& ask :
         std::vector<std::function<void()>>{[this] { static_cast<void>(reader.get_metric({})); },
                                            [this] { static_cast<void>(reader.aggregate_metrics({})); },
                                            [this] { static_cast<void>(reader.get_trace({})); }}) {
        try {
            ask();
            ADD_FAILURE() << "a required field is missing";
        } catch (const TelemetryFlowError& error) {
            EXPECT_EQ(error.code(), ErrorCode::QueryFailed);
            EXPECT_NE(std::string(error.what()).find("needs a"), std::string::npos);
        }
    }
    EXPECT_TRUE(server.requests().empty());
}

TEST_F(HttpTelemetryReaderTest, SendsTheHeadersItWasGivenBelowTheBasePath) {
    HttpTelemetryReader other({.base_url = server.url() + "/flow/", .headers = {{"authorization", "Bearer x"}}});
    answer(kNothing);
    static_cast<void>(other.get_logs({}));
    ASSERT_EQ(server.requests().size(), 1U);
    EXPECT_EQ(server.requests()[0].target, "/flow/api/v1/logs?limit=100");
    EXPECT_EQ(server.requests()[0].value("authorization"), "Bearer x");
    EXPECT_EQ(server.requests()[0].value("accept"), "application/json");
}

TEST_F(HttpTelemetryReaderTest, AnswersSeveralThreadsAtATime) {
    constexpr int kThreads = 4;
    for (int i = 0; i < kThreads; ++i)
        answer(R"({"total":1,"items":[]})");
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i)
        threads.emplace_back([this] { EXPECT_EQ(reader.get_logs({}).total, 1U); });
    threads.clear();
    EXPECT_EQ(server.requests().size(), static_cast<std::size_t>(kThreads));
}

}  // namespace
}  // namespace telemetryflow::infrastructure
