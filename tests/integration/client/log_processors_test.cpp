// What log record processors see, and what they make of records.

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

using namespace std::chrono_literals;

class TestLogProcessor final : public LogRecordProcessor {
public:
    using OnEmit = std::function<void(ReadWriteLogRecord&)>;
    explicit TestLogProcessor(OnEmit emit, bool flushes = true, std::vector<std::string>* calls = nullptr)
        : on_emit_(std::move(emit)), flushes_(flushes), calls_(calls) {}

    void on_emit(ReadWriteLogRecord& record) override { on_emit_(record); }
    bool force_flush(std::chrono::milliseconds timeout) override {
        EXPECT_GT(timeout, 0ms);
        if (calls_ != nullptr) calls_->push_back("flush");
        return flushes_;
    }
    bool shutdown(std::chrono::milliseconds) override {
        if (calls_ != nullptr) calls_->push_back("shutdown");
        return flushes_;
    }

private:
    OnEmit on_emit_;
    bool flushes_;
    std::vector<std::string>* calls_;
};

struct ProcessedClient {
    template <class... Processors>
    explicit ProcessedClient(TelemetryConfig config, Processors... processors) {
        ClientPorts ports;
        ports.exporter = std::make_unique<testing::InMemoryExporter>(record);
        ports.diagnostics = std::make_unique<SilentDiagnostics>();
        (ports.log_processors.push_back(std::move(processors)), ...);
        client.emplace(std::move(config), std::move(ports));
        client->initialize();
    }
    TelemetryFlowClient* operator->() { return &*client; }
    Received receive() {
        EXPECT_TRUE(client->flush().complete);
        return Received(*record);
    }

    std::shared_ptr<Record> record = std::make_shared<Record>();
    std::optional<TelemetryFlowClient> client;
};

std::unique_ptr<LogRecordProcessor> on_emit(TestLogProcessor::OnEmit emit) {
    return std::make_unique<TestLogProcessor>(std::move(emit));
}

TEST(LogProcessorsTest, SeeAllThatIsLogged) {
    std::vector<std::string> attributes;
    ProcessedClient client(test_config(), on_emit([&](ReadWriteLogRecord& record) {
                               for (const Attribute& attribute : record.attributes)
                                   attributes.emplace_back(attribute.key);
                               EXPECT_EQ(record.scope.name, "lib");
                               EXPECT_EQ(record.scope.version, "2");
                               EXPECT_EQ(record.body.as_string(), "hello");
                               EXPECT_EQ(record.event_name, "event");
                               EXPECT_EQ(record.severity, SeverityLevel::Warn2);
                               EXPECT_EQ(record.timestamp_unix_nano, 5U);
                               EXPECT_GT(record.observed_timestamp_unix_nano, 5U);
                               EXPECT_TRUE(record.span_context.is_valid());
                           }));
    const auto span = client->span("s");
    client->logger({.name = "lib", .version = "2"})
        .log({.message = "hello",
              .severity = SeverityLevel::Warn2,
              .attributes = {{"a", 1}, {"b", 2}},
              .timestamp_unix_nano = 5,
              .event_name = "event"});
    EXPECT_EQ(attributes, (std::vector<std::string>{"a", "b"}));
}

TEST(LogProcessorsTest, ChangeAnythingInTheirOrder) {
    ProcessedClient client(test_config(), on_emit([](ReadWriteLogRecord& record) {
                               record.body = record.keep("processed " + std::string(record.body.as_string()));
                               record.set_attribute("user", record.keep(std::string("re") + "dacted"));
                               record.set_attribute("added", 7);
                               record.remove_attribute("secret");
                           }),
                           on_emit([](ReadWriteLogRecord& record) {
                               EXPECT_EQ(record.body.as_string(), "processed hello");
                               record.severity = SeverityLevel::Fatal4;
                               record.event_name = "named";
                               record.timestamp_unix_nano = 11;
                               record.observed_timestamp_unix_nano = 12;
                               record.span_context = {};
                           }));
    const auto span = client->span("s");
    client->log_info("hello", {{"user", "ann"}, {"secret", "x"}, {"kept", true}});
    const LogRecord log = client.receive().log("processed hello");
    const std::map<std::string, std::string> expected{{"added", "7"}, {"kept", "true"}, {"user", "redacted"}};
    EXPECT_EQ(attributes_of(log), expected);
    EXPECT_EQ(log.severity_text(), "FATAL4");
    EXPECT_EQ(log.event_name(), "named");
    EXPECT_EQ(log.time_unix_nano(), 11U);
    EXPECT_EQ(log.observed_time_unix_nano(), 12U);
    EXPECT_EQ(log.trace_id(), "");
}

TEST(LogProcessorsTest, WhatTheyLeaveAloneArrivesAsWithoutThem) {
    ProcessedClient client(test_config(), on_emit([](ReadWriteLogRecord&) {}));
    {
        const auto span = client->span("s");
        client->log_warn("plain", {{"k", "v"}});
    }
    const Received received = client.receive();
    const LogRecord& log = received.log("plain");
    EXPECT_EQ(attributes_of(log).at("k"), "v");
    EXPECT_EQ(log.severity_text(), "WARN");
    EXPECT_EQ(log.span_id(), received.span("s").span_id());
    EXPECT_EQ(log.flags(), 3U);
    EXPECT_EQ(log.time_unix_nano(), log.observed_time_unix_nano());
    EXPECT_GT(log.time_unix_nano(), 0U);
}

TEST(LogProcessorsTest, DropARecordForGood) {
    int seen_later = 0;
    ProcessedClient client(test_config(), on_emit([](ReadWriteLogRecord& record) {
                               if (record.body.as_string() == "noise") record.drop();
                           }),
                           on_emit([&](ReadWriteLogRecord&) { ++seen_later; }));
    client->log_info("noise");
    client->log_info("signal");
    const Received received = client.receive();
    ASSERT_EQ(received.logs.size(), 1U);
    EXPECT_EQ(received.logs[0].body().string_value(), "signal");
    EXPECT_EQ(seen_later, 1);
    EXPECT_EQ(client->get_status().of(SignalType::Logs).created, 1U);
    EXPECT_TRUE(client->get_status().of(SignalType::Logs).dropped.empty());
}

TEST(LogProcessorsTest, AnExceptionIsCountedAndTheRecordGoesOn) {
    ProcessedClient client(test_config(), on_emit([](ReadWriteLogRecord& record) {
                               record.set_attribute("first", 1);
                               throw std::runtime_error("broken");
                           }),
                           on_emit([](ReadWriteLogRecord& record) { record.set_attribute("second", 2); }));
    client->log_info("m");
    const LogRecord log = client.receive().log("m");
    EXPECT_EQ(log.attributes_size(), 2);
    EXPECT_EQ(client->get_status().processor_failures, 1U);
}

TEST(LogProcessorsTest, MayLogThemselvesWithoutSeeingIt) {
    TelemetryFlowClient* known = nullptr;
    int seen = 0;
    ProcessedClient client(test_config(), on_emit([&](ReadWriteLogRecord&) {
                               ++seen;
                               known->log_info("from the processor");
                           }));
    known = &*client.client;
    client->log_info("from the program");
    EXPECT_EQ(client.receive().logs.size(), 2U);
    EXPECT_EQ(seen, 1);
}

TEST(LogProcessorsTest, DoNotSeeWhatARuleLeavesOut) {
    TelemetryConfig config = test_config();
    config.scope_rules = {{.scope_name = "*", .minimum_severity = SeverityLevel::Warn}};
    int seen = 0;
    ProcessedClient client(std::move(config), on_emit([&](ReadWriteLogRecord&) { ++seen; }));
    client->log_info("below");
    client->log_error("above");
    EXPECT_EQ(seen, 1);
    client->shutdown();
    client->log_error("after the end");
    EXPECT_EQ(seen, 1);
    EXPECT_EQ(client->get_status().of(SignalType::Logs).dropped.at("after_shutdown"), 1U);
}

TEST(LogProcessorsTest, AreFlushedAndShutDownWithTheClient) {
    std::vector<std::string> calls;
    ProcessedClient client(test_config(), std::unique_ptr<LogRecordProcessor>(std::make_unique<TestLogProcessor>(
                                              [](ReadWriteLogRecord&) {}, true, &calls)));
    EXPECT_TRUE(client->flush().complete);
    EXPECT_TRUE(client->shutdown().complete);
    EXPECT_TRUE(client->shutdown().complete);
    EXPECT_EQ(calls, (std::vector<std::string>{"flush", "shutdown"}));
}

TEST(LogProcessorsTest, AFlushThatLeavesSomethingSaysSo) {
    ProcessedClient client(test_config(), std::unique_ptr<LogRecordProcessor>(
                                              std::make_unique<TestLogProcessor>([](ReadWriteLogRecord&) {}, false)));
    client->log_info("m");
    EXPECT_FALSE(client->flush().complete);
    EXPECT_EQ(Received(*client.record).logs.size(), 1U) << "what is ours is delivered all the same";
}

}  // namespace
}  // namespace telemetryflow::tests
