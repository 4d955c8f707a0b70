#include <gtest/gtest.h>

#include "sample_telemetry.hpp"
#include "senders.hpp"

namespace telemetryflow::local {
namespace {

using testing::LocalBackend;
using Bodies = std::vector<std::string>;

class LocalLogsApiTest : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        backend_ = new LocalBackend();
        samples::Logs logs("shop");
        logs.record(5, "debugging", 0);
        auto& info = logs.record(9, "order placed: 100% done", 1);
        info.set_trace_id(samples::trace_id('\x01'));
        info.set_span_id(samples::span_id('\x02'));
        info.set_severity_text("INFO");
        info.set_observed_time_unix_nano(samples::kStart + 7);
        *info.add_attributes() = samples::attribute("order.id", "A1");
        logs.record(13, "stock low", 2);
        logs.record(18, "card_refused", 3);
        send(*backend_, logs.request);
    }
    static void TearDownTestSuite() { delete std::exchange(backend_, nullptr); }

    static Bodies bodies(const std::string& query) {
        return column(backend_->get_json("/api/v1/logs?" + query), "body");
    }
    static inline LocalBackend* backend_ = nullptr;
};

TEST_F(LocalLogsApiTest, ShowsARecordWithAllItsFields) {
    const nlohmann::json expected{
        {"time_unix_nano", "1700000000001000000"},
        {"observed_time_unix_nano", "1700000000000000007"},
        {"severity_number", 9},
        {"severity_text", "INFO"},
        {"body", "order placed: 100% done"},
        {"event_name", ""},
        {"attributes", {{"order.id", "A1"}}},
        {"trace_id", samples::trace_hex('\x01')},
        {"span_id", samples::span_hex('\x02')},
        {"flags", 0},
        {"dropped_attributes_count", 0},
        {"service", "shop"},
        {"resource", {{"service.name", "shop"}}},
        {"scope", {{"name", ""}, {"version", ""}, {"attributes", nlohmann::json::object()}, {"schema_url", ""}}}};
    EXPECT_EQ(backend_->get_json("/api/v1/logs?severity=info")["items"], nlohmann::json::array({expected}));
}

TEST_F(LocalLogsApiTest, TakesASeverityNameAsThatLevelAndANumberAsTheLowest) {
    EXPECT_EQ(bodies("severity=error"), (Bodies{"card_refused"}));
    EXPECT_EQ(bodies("severity=WARN"), (Bodies{"stock low"}));
    EXPECT_EQ(bodies("severity=fatal"), Bodies{});
    EXPECT_EQ(bodies("severity=9"), (Bodies{"card_refused", "stock low", "order placed: 100% done"}));
}

TEST_F(LocalLogsApiTest, SearchesTheBodyLiterallyInAnyCase) {
    EXPECT_EQ(bodies("search=ORDER"), (Bodies{"order placed: 100% done"}));
    EXPECT_EQ(bodies("search=0%25"), (Bodies{"order placed: 100% done"}));
    EXPECT_EQ(bodies("search=d_r"), (Bodies{"card_refused"}));
    EXPECT_EQ(bodies("search=%5C"), Bodies{});
}

TEST_F(LocalLogsApiTest, FiltersByTraceSpanTimeAttributeAndPage) {
    EXPECT_EQ(bodies("trace_id=" + samples::trace_hex('\x01')), (Bodies{"order placed: 100% done"}));
    EXPECT_EQ(bodies("span_id=0202020202020202"), (Bodies{"order placed: 100% done"}));
    EXPECT_EQ(bodies("start=1700000000002000000&end=1700000000003000000"), (Bodies{"stock low"}));
    EXPECT_EQ(bodies("attribute=order.id%3DA1"), (Bodies{"order placed: 100% done"}));
    EXPECT_EQ(bodies("limit=2&offset=1"), (Bodies{"stock low", "order placed: 100% done"}));
    EXPECT_EQ(bodies("service=other"), Bodies{});
}

TEST(LocalLogsTest, ShowsAStructuredBodyAndOrdersByTheObservedTimeWhenThereIsNoOther) {
    const LocalBackend backend;
    samples::Logs logs("shop");
    logs.record(9, "timed", 5);
    auto& structured = logs.record(9, "", 0);
    structured.set_time_unix_nano(0);
    structured.set_observed_time_unix_nano(samples::kStart + 6 * samples::kMillisecond);
    *structured.mutable_body()->mutable_kvlist_value()->add_values() = samples::attribute("answer", std::int64_t{42});
    send(backend, logs.request);
    const auto stored = backend.get_json("/api/v1/logs");
    EXPECT_EQ(stored["items"][0]["body"], (nlohmann::json{{"answer", 42}}));
    EXPECT_EQ(stored["items"][0]["time_unix_nano"], "0");
    EXPECT_EQ(backend.get_json("/api/v1/logs?search=answer")["total"], 1);
}

}  // namespace
}  // namespace telemetryflow::local
