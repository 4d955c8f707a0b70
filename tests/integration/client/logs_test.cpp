// What arrives of log records: severities, bodies, correlation, times, batches.

#include <gtest/gtest.h>

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

TEST(LogsTest, TheSixSeveritiesHaveTheirNumbersAndTexts) {
    TestClient client;
    client->log_trace("trace");
    client->log_debug("debug");
    client->log_info("info");
    client->log_warn("warn");
    client->log_error("error");
    client->log_fatal("fatal");
    const Received received = client.receive();
    const std::map<std::string, std::pair<int, std::string>> expected{
        {"trace", {1, "TRACE"}}, {"debug", {5, "DEBUG"}},  {"info", {9, "INFO"}},
        {"warn", {13, "WARN"}},  {"error", {17, "ERROR"}}, {"fatal", {21, "FATAL"}}};
    ASSERT_EQ(received.logs.size(), expected.size());
    for (const auto& [body, severity] : expected) {
        EXPECT_EQ(received.log(body).severity_number(), severity.first);
        EXPECT_EQ(received.log(body).severity_text(), severity.second);
    }
}

TEST(LogsTest, ALogCarriesTheCurrentSpansIdsAndOnlyThose) {
    TestClient client;
    client->log_info("before");
    {
        const auto span = client->span("s");
        client->log_info("inside", {{"order.id", "o-1"}});
    }
    client->log_info("after");
    const Received received = client.receive();
    const LogRecord& inside = received.log("inside");
    EXPECT_EQ(inside.trace_id(), received.span("s").trace_id());
    EXPECT_EQ(inside.span_id(), received.span("s").span_id());
    EXPECT_EQ(inside.flags(), 3U) << "sampled, and the trace id is random";
    EXPECT_EQ(attributes_of(inside).at("order.id"), "o-1");
    EXPECT_EQ(received.log("before").trace_id(), "");
    EXPECT_EQ(received.log("after").span_id(), "");
}

TEST(LogsTest, AnExplicitSpanAndTimeAreKept) {
    TestClient client;
    const auto context = SpanContext::from_traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    const auto span = client->span("current");
    EmitLogCommand record;
    record.message = "explicit";
    record.severity = SeverityLevel::Warn;
    record.timestamp_unix_nano = 1'600'000'000'000'000'000U;
    record.span_context = *context;
    client->log(record);
    record.message = "none";
    record.span_context = SpanContext{};
    client->log(record);
    const Received received = client.receive();
    const LogRecord& log = received.log("explicit");
    EXPECT_EQ(log.time_unix_nano(), 1'600'000'000'000'000'000U);
    EXPECT_GT(log.observed_time_unix_nano(), log.time_unix_nano());
    EXPECT_EQ(log.span_id(), std::string(context->span_id.bytes.begin(), context->span_id.bytes.end()));
    EXPECT_EQ(received.log("none").trace_id(), "");
}

TEST(LogsTest, ABatchEmitsEachRecord) {
    TestClient client;
    std::vector<EmitLogCommand> records(3);
    records[0].message = "one";
    records[1].message = "two";
    records[1].severity = SeverityLevel::Error;
    records[2].message = "three";
    client->log_batch(records);
    const Received received = client.receive();
    ASSERT_EQ(received.logs.size(), 3U);
    EXPECT_EQ(received.logs[0].body().string_value(), "one") << "one thread's records stay in order";
    EXPECT_EQ(received.log("two").severity_number(), 17);
}

TEST(LogsTest, ALongBodyIsCutBetweenCharacters) {
    TelemetryConfig config = test_config();
    config.body_length_limit = 6;
    TestClient client(config);
    client->log_info("abcd\xE2\x82\xACxyz");
    EXPECT_EQ(client.receive().logs.at(0).body().string_value(), "abcd");
    EXPECT_EQ(client->get_status().truncated.strings, 1U);
}

TEST(LogsTest, ABodyLargerThanAChunkArrivesWhole) {
    TelemetryConfig config = test_config();
    config.body_length_limit = 300U << 10U;
    TestClient client(config);
    const std::string body(250U << 10U, 'b');
    client->log_info(body);
    client->log_info("small");
    const Received received = client.receive();
    ASSERT_EQ(received.logs.size(), 2U);
    EXPECT_EQ(received.logs[0].body().string_value(), body);
}

TEST(LogsTest, ABodyThatNoRequestHoldsIsCutAndCounted) {
    TelemetryConfig config = test_config();
    config.batch_max_bytes = 64U << 10U;
    for (const std::uint32_t limit : {64U << 10U, 1U << 20U}) {
        config.body_length_limit = limit;
        TestClient client(config);
        client->log_info(std::string(200U << 10U, 'b'));
        const Received received = client.receive();
        ASSERT_EQ(received.logs.size(), 1U);
        EXPECT_EQ(received.logs[0].body().string_value().size(), 47U << 10U);
        EXPECT_LE(client.record->requests().at(0).body.size(), config.batch_max_bytes);
        EXPECT_EQ(client->get_status().truncated.strings, 1U);
    }
}

TEST(LogsTest, AnEmptyBodyIsARecordAllTheSame) {
    TestClient client;
    client->log_info("", {{"k", ""}});
    const Received received = client.receive();
    ASSERT_EQ(received.logs.size(), 1U);
    EXPECT_EQ(received.logs[0].body().string_value(), "");
    EXPECT_EQ(attributes_of(received.logs[0]).at("k"), "");
}

}  // namespace
}  // namespace telemetryflow::tests
