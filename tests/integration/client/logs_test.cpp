// What arrives of log records: severities, bodies, correlation, times, batches.

#include <array>
#include <string>
#include <vector>

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

TEST(LogsTest, EverySeverityNumberHasItsText) {
    TestClient client;
    static constexpr std::array<const char*, 6> kLevels{"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};
    for (unsigned number = 1; number <= 24; ++number)
        client->log(std::to_string(number), static_cast<SeverityLevel>(number));
    client->log({.message = "unknown", .severity = SeverityLevel{}});
    const Received received = client.receive();
    ASSERT_EQ(received.logs.size(), 25U);
    for (unsigned number = 1; number <= 24; ++number) {
        const LogRecord& log = received.log(std::to_string(number));
        const unsigned step = (number - 1) % 4;
        EXPECT_EQ(static_cast<unsigned>(log.severity_number()), number);
        EXPECT_EQ(log.severity_text(), kLevels[(number - 1) / 4] + (step == 0 ? "" : std::to_string(step + 1)));
    }
    EXPECT_EQ(received.log("unknown").severity_number(), 0);
    EXPECT_EQ(received.log("unknown").severity_text(), "");
}

TEST(LogsTest, AnEventHasItsNameAndTheTimeItWasObserved) {
    TestClient client;
    const Logger logger = client->logger({.name = "library"});
    const std::vector<Attribute> attributes{{"button", "buy"}};
    const EmitLogCommand event{.message = "clicked",
                               .severity = SeverityLevel::Info2,
                               .attributes = attributes,
                               .timestamp_unix_nano = 1'600'000'000'000'000'000U,
                               .observed_timestamp_unix_nano = 1'600'000'001'000'000'000U,
                               .event_name = "ui.click"};
    {
        const auto span = client->span("page");
        client->log(event);
    }
    logger.log({.message = "logger's", .event_name = "named"});
    client->log({.message = "seen", .observed_timestamp_unix_nano = 7});
    client->log({.message = "plain"});
    const Received received = client.receive();
    const LogRecord& clicked = received.log("clicked");
    EXPECT_EQ(clicked.event_name(), "ui.click");
    EXPECT_EQ(clicked.time_unix_nano(), 1'600'000'000'000'000'000U);
    EXPECT_EQ(clicked.observed_time_unix_nano(), 1'600'000'001'000'000'000U);
    EXPECT_EQ(clicked.severity_text(), "INFO2");
    EXPECT_EQ(clicked.span_id(), received.span("page").span_id());
    EXPECT_EQ(attributes_of(clicked).at("button"), "buy");
    EXPECT_EQ(received.log("logger's").event_name(), "named");
    EXPECT_EQ(received.log("logger's").time_unix_nano(), received.log("logger's").observed_time_unix_nano());
    EXPECT_EQ(received.log("seen").time_unix_nano(), 7U) << "it happened when it was seen";
    EXPECT_EQ(received.log("seen").observed_time_unix_nano(), 7U);
    EXPECT_EQ(received.log("plain").event_name(), "");
}

TEST(LogsTest, AnEventsNameIsCutToTheLimitOfNames) {
    TelemetryConfig config = test_config();
    config.name_length_limit = 4;
    TestClient client(config);
    client->log({.message = "long", .event_name = "abc\xE2\x82\xAC"});
    client->log({.message = "broken", .event_name = "a\xFFz"});
    const Received received = client.receive();
    EXPECT_EQ(received.log("long").event_name(), "abc");
    EXPECT_EQ(received.log("broken").event_name(), "a\xEF\xBF\xBDz");
    EXPECT_EQ(client->get_status().truncated.strings, 1U);
}

TEST(LogsTest, AnEventThatIsTooLargeLosesItsAttributesAndKeepsItsName) {
    TelemetryConfig config = test_config();
    config.batch_max_bytes = 64U << 10U;
    config.attribute_value_length_limit = 20U << 10U;
    TestClient client(config);
    const std::string large(20U << 10U, 'v');
    client->log({.message = "large", .attributes = {{"a", large}, {"b", large}, {"c", large}}, .event_name = "named"});
    const LogRecord log = client.receive().log("large");
    EXPECT_EQ(log.event_name(), "named");
    EXPECT_EQ(log.attributes_size(), 0);
    EXPECT_EQ(log.dropped_attributes_count(), 3U);
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
