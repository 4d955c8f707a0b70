// Log records of the OpenTelemetry API, as they arrive.

#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include "integration/bridge/bridged_client.hpp"

namespace telemetryflow::tests {
namespace {

using api::logs::Severity;

TEST(BridgeLogsTest, ARecordArrivesWithAllThatItWasGiven) {
    BridgedClient client;
    const auto time = std::chrono::system_clock::time_point(std::chrono::seconds(1'700'000'000));
    global_logger()->EmitLogRecord(Severity::kWarn, "hello", time,
                                   api::common::MakeAttributes({{"text", "value"}, {"count", 3}}));
    const LogRecord sent = client.receive().log("hello");
    EXPECT_EQ(sent.severity_number(), otlp::logs::v1::SEVERITY_NUMBER_WARN);
    EXPECT_EQ(sent.severity_text(), "WARN");
    EXPECT_EQ(sent.time_unix_nano(), 1'700'000'000'000'000'000U);
    EXPECT_GT(sent.observed_time_unix_nano(), sent.time_unix_nano());
    EXPECT_EQ(attributes_of(sent), (std::map<std::string, std::string>{{"text", "value"}, {"count", "3"}}));
}

TEST(BridgeLogsTest, IsUnderTheScopeOfItsLibrary) {
    BridgedClient client;
    global_logger()->Info("by library");
    api::logs::Provider::GetLoggerProvider()->GetLogger("name alone")->Info("by name");
    client.receive();
    std::map<std::string, std::string> scopes;
    for (const auto& request : client.record->requests()) {
        const auto decoded = decode_logs(request.body);
        for (const auto& scope : decoded.resource_logs(0).scope_logs())
            scopes[scope.scope().name() + " " + scope.scope().version()] = scope.log_records(0).body().string_value();
    }
    EXPECT_EQ(scopes, (std::map<std::string, std::string>{{"library 1.2", "by library"}, {"name alone ", "by name"}}));
    EXPECT_EQ(global_logger()->GetName(), "logger");
}

TEST(BridgeLogsTest, BelongsToTheCurrentSpanUnlessItIsToldOtherwise) {
    BridgedClient client;
    const auto span = global_tracer()->StartSpan("span");
    const auto other = global_tracer()->StartSpan("other");
    {
        const api::trace::Scope scope(span);
        global_logger()->Info("current");
        global_logger()->Info("other", other->GetContext());
    }
    const Received received = client.receive();
    EXPECT_EQ(received.log("current").span_id(), bytes_of(span->GetContext().span_id()));
    EXPECT_EQ(received.log("other").span_id(), bytes_of(other->GetContext().span_id()));
    EXPECT_EQ(received.log("other").trace_id(), bytes_of(other->GetContext().trace_id()));
}

TEST(BridgeLogsTest, KeepsWhatItIsGivenUntilItIsEmitted) {
    BridgedClient client;
    const auto logger = global_logger();
    auto record = logger->CreateLogRecord();
    {
        const std::string body(2000, 'b');
        const std::string key = "key";
        const std::string value(100, 'v');
        const std::vector<std::int64_t> numbers{1, 2};
        const std::vector<api::nostd::string_view> texts{key, value};
        record->SetBody(api::nostd::string_view(body));
        record->SetSeverity(Severity::kError);
        record->SetAttribute(key, api::nostd::string_view(value));
        record->SetAttribute("numbers", api::nostd::span<const std::int64_t>(numbers));
        record->SetAttribute("texts", api::nostd::span<const api::nostd::string_view>(texts));
    }
    logger->EmitLogRecord(std::move(record));
    const LogRecord sent = client.receive().log(std::string(2000, 'b'));
    const std::map<std::string, std::string> expected{
        {"key", std::string(100, 'v')}, {"numbers", "[1,2]"}, {"texts", "[key," + std::string(100, 'v') + "]"}};
    EXPECT_EQ(attributes_of(sent), expected);
}

TEST(BridgeLogsTest, HasWhatItWasGivenAndNothingElse) {
    BridgedClient client;
    const auto logger = global_logger();
    auto record = logger->CreateLogRecord();
    record->SetBody(std::int64_t{7});
    record->SetEventId(1, "com.example.event");
    record->SetObservedTimestamp(std::chrono::system_clock::time_point(std::chrono::seconds(1'700'000'000)));
    logger->EmitLogRecord(std::move(record));
    const Received received = client.receive();
    ASSERT_EQ(received.logs.size(), 1U);
    EXPECT_EQ(received.logs[0].body().int_value(), 7);
    EXPECT_EQ(received.logs[0].event_name(), "com.example.event");
    EXPECT_EQ(received.logs[0].severity_number(), 0);
    EXPECT_EQ(received.logs[0].severity_text(), "");
    EXPECT_EQ(received.logs[0].time_unix_nano(), 0U);
    EXPECT_EQ(received.logs[0].observed_time_unix_nano(), 1'700'000'000'000'000'000U);
}

TEST(BridgeLogsTest, EverySeverityIsEnabled) {
    BridgedClient client;
    EXPECT_TRUE(global_logger()->Enabled(Severity::kTrace));
    EXPECT_TRUE(global_logger()->Enabled(Severity::kFatal));
}

TelemetryConfig with_rule(const ScopeRule& rule) {
    TelemetryConfig config = test_config();
    config.scope_rules = {rule};
    return config;
}

TEST(BridgeLogsTest, WhatTheRuleOfItsScopeLeavesOutIsNotEnabled) {
    BridgedClient client(with_rule({.scope_name = "library", .minimum_severity = SeverityLevel::Warn}));
    const auto logger = global_logger();
    EXPECT_FALSE(logger->Enabled(Severity::kInfo4));
    EXPECT_FALSE(logger->Enabled(Severity::kInfo4, 7));
    EXPECT_TRUE(logger->Enabled(Severity::kWarn));
    EXPECT_TRUE(logger->Enabled(Severity::kWarn, 7));
    EXPECT_TRUE(api::logs::Provider::GetLoggerProvider()->GetLogger("another one")->Enabled(Severity::kTrace));
    logger->Info("left out");
    logger->Warn("sent");
    const Received received = client.receive();
    ASSERT_EQ(received.logs.size(), 1U);
    EXPECT_EQ(received.logs[0].body().string_value(), "sent");
}

TEST(BridgeLogsTest, NothingIsEnabledWhereLogsAreSwitchedOff) {
    BridgedClient client(with_rule({.scope_name = "library", .enable_logs = false}));
    EXPECT_FALSE(global_logger()->Enabled(Severity::kFatal4));
    global_logger()->Fatal("left out");
    EXPECT_TRUE(client.receive().logs.empty());
}

TEST(BridgeLogsTest, WhatIsEnabledDoesNotDependOnTheSpanThatALoggerWasAskedForIn) {
    BridgedClient client(with_rule({.scope_name = "*", .trace_based_logs = true}));
    const SpanContext unsampled{{{1}}, {{2}}, 0, true};
    const api::nostd::shared_ptr<api::trace::Span> span(
        new api::trace::DefaultSpan(bridge::from_span_context(unsampled)));
    const auto logger = [&] {
        const api::trace::Scope scope(span);
        auto asked_for = global_logger();
        EXPECT_FALSE(asked_for->Enabled(Severity::kInfo, 7));
        asked_for->Info("left out");
        return asked_for;
    }();
    EXPECT_TRUE(logger->Enabled(Severity::kInfo));
    EXPECT_TRUE(logger->Enabled(Severity::kInfo, 7));
    logger->Info("sent");
    ASSERT_EQ(client.receive().logs.size(), 1U);
}

#if OPENTELEMETRY_ABI_VERSION_NO < 2
TEST(BridgeLogsTest, EventLoggersGiveRecordsTheNameOfTheirEvent) {
    BridgedClient client;
    const auto events =
        api::logs::Provider::GetEventLoggerProvider()->CreateEventLogger(global_logger(), "com.example");
    EXPECT_EQ(events->GetName(), "logger");
    events->EmitEvent("shipped", Severity::kInfo, "a lamp", api::common::MakeAttributes({{"count", 1}}));
    const LogRecord sent = client.receive().log("a lamp");
    EXPECT_EQ(sent.event_name(), "shipped");
    EXPECT_EQ(attributes_of(sent),
              (std::map<std::string, std::string>{{"count", "1"}, {"event.domain", "com.example"}}));
    bridge::uninstall();
    EXPECT_NE(api::logs::Provider::GetEventLoggerProvider(), nullptr);
}
#endif

TEST(BridgeLogsTest, NothingIsNoRecord) {
    BridgedClient client;
    global_logger()->EmitLogRecord(api::nostd::unique_ptr<api::logs::LogRecord>());
    EXPECT_TRUE(client.receive().logs.empty());
}

}  // namespace
}  // namespace telemetryflow::tests
