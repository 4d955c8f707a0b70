// What scope rules leave out never arrives, and is counted nowhere.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

TelemetryConfig with_rules(std::vector<ScopeRule> rules) {
    TelemetryConfig config = test_config();
    config.scope_rules = std::move(rules);
    return config;
}

void record_all(TestClient& client, const std::string& name) {
    { const auto span = client->tracer({.name = name}).span(name); }
    client->logger({.name = name}).log(name);
    client->meter({.name = name}).counter(name).add(1);
}

// "tlm" by what has arrived under a name.
std::string arrived(const Received& received, const std::string& name) {
    std::string signals;
    for (const Span& span : received.spans)
        signals += span.name() == name ? "t" : "";
    for (const LogRecord& log : received.logs)
        signals += log.body().string_value() == name ? "l" : "";
    for (const Metric& metric : received.metrics)
        signals += metric.name() == name ? "m" : "";
    return signals;
}

TEST(ScopeRulesTest, ARuleSwitchesSignalsOffByPattern) {
    TestClient client(with_rules({{.scope_name = "quiet.*", .enable_traces = false, .enable_metrics = false},
                                  {.scope_name = "lo?d", .enable_logs = false}}));
    for (const char* name : {"quiet.one", "quiet", "loud", "lod", "other"})
        record_all(client, name);
    const Received received = client.receive();
    EXPECT_EQ(arrived(received, "quiet.one"), "l");
    EXPECT_EQ(arrived(received, "quiet"), "tlm");
    EXPECT_EQ(arrived(received, "loud"), "tm");
    EXPECT_EQ(arrived(received, "lod"), "tlm");
    EXPECT_EQ(arrived(received, "other"), "tlm");
    const SDKStatusResult status = client->get_status();
    EXPECT_EQ(status.of(SignalType::Traces).created, 4U);
    EXPECT_EQ(status.of(SignalType::Logs).created, 4U);
    for (const SignalType signal : kAllSignals)
        EXPECT_TRUE(status.of(signal).dropped.empty()) << to_string(signal);
}

TEST(ScopeRulesTest, TheLastRuleThatMatchesHolds) {
    TestClient client(with_rules({{.scope_name = "*", .enable_traces = false},
                                  {.scope_name = "com.*", .enable_traces = true, .enable_logs = false},
                                  {.scope_name = "com.example", .enable_metrics = false}}));
    for (const char* name : {"net", "com.other", "com.example"})
        record_all(client, name);
    const Received received = client.receive();
    EXPECT_EQ(arrived(received, "net"), "lm");
    EXPECT_EQ(arrived(received, "com.other"), "tm");
    EXPECT_EQ(arrived(received, "com.example"), "tl");
}

TEST(ScopeRulesTest, WhatTheClientRecordsItselfBelongsToTelemetryflow) {
    TestClient client(with_rules(
        {{.scope_name = "telemetryflow", .enable_traces = false, .enable_metrics = false, .enable_logs = false}}));
    {
        const auto span = client->span("span");
        EXPECT_FALSE(span.is_recording());
    }
    EXPECT_FALSE(client->start_span("by id").is_valid());
    client->log_info("log");
    client->log({.message = "event", .event_name = "e"});
    client->increment_counter("counter");
    client->record_gauge("gauge", 1);
    const auto histogram = client->histogram("histogram");
    EXPECT_FALSE(histogram.enabled());
    histogram.record(1);
    histogram.bind({{"k", 1}}).record(1);
    record_all(client, "library");
    const Received received = client.receive();
    EXPECT_EQ(received.spans.size(), 1U);
    EXPECT_EQ(received.logs.size(), 1U);
    EXPECT_EQ(received.metrics.size(), 1U);
    EXPECT_EQ(arrived(received, "library"), "tlm");
    EXPECT_EQ(client->get_status().open_spans, 0U);
}

TEST(ScopeRulesTest, ADisabledTracerLeavesTheContextAsItIs) {
    TestClient client(with_rules({{.scope_name = "off", .enable_traces = false}}));
    const Tracer off = client->tracer({.name = "off"});
    EXPECT_FALSE(off.enabled());
    EXPECT_TRUE(client->tracer({.name = "on"}).enabled());
    {
        const auto alone = off.span("alone");
        EXPECT_FALSE(alone.context().is_valid());
        EXPECT_FALSE(client->current_context().is_valid());
        const auto root = client->span("root");
    }
    const auto outer = client->span("outer");
    {
        auto between = off.span("between");
        EXPECT_FALSE(between.is_recording());
        EXPECT_EQ(between.context(), outer.context());
        between.set_attribute("k", 1).add_event("e").set_status(SpanStatus::Error);
        const auto inner = client->span("inner");
        client->log_info("log");
    }
    const auto remote = *SpanContext::from_traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    {
        const auto served = off.span({.name = "served", .parent = remote});
        EXPECT_EQ(served.context(), remote);
        const auto below = client->span("below");
    }
    // A state that was used for it is as new.
    { const auto next = client->span("next"); }
    const Received received = client.receive();
    EXPECT_EQ(received.spans.size(), 4U);
    EXPECT_EQ(received.span("root").parent_span_id(), "");
    const SpanId outer_id = outer.context().span_id;
    EXPECT_EQ(received.span("inner").parent_span_id(), std::string(outer_id.bytes.begin(), outer_id.bytes.end()));
    EXPECT_EQ(received.log("log").span_id(), received.span("inner").span_id());
    EXPECT_EQ(received.span("below").flags(), 0x301U) << "its parent came from another process";
    EXPECT_EQ(received.span("next").flags() & 0x200U, 0U) << "and this one's did not";
}

TEST(ScopeRulesTest, ADisabledMetersInstrumentsMakeNothing) {
    TestClient client(with_rules({{.scope_name = "off", .enable_metrics = false}}));
    const Meter off = client->meter({.name = "off"});
    EXPECT_FALSE(off.enabled());
    EXPECT_THROW(static_cast<void>(off.counter("")), TelemetryFlowError) << "faults are faults all the same";
    const Counter counter = off.counter("c");
    const UpDownCounter up_down = off.up_down_counter("u");
    const Gauge gauge = off.gauge("g");
    const Histogram histogram = off.histogram("h");
    EXPECT_FALSE(counter.enabled() || up_down.enabled() || gauge.enabled() || histogram.enabled());
    const Meter on = client->meter({.name = "on"});
    const BoundCounter other = on.counter("other").bind({});
    other.add(1);
    for (int i = 0; i < 3; ++i) {
        counter.add(1, {{"k", i}});
        counter.add(0.5);
        counter.bind({{"k", i}}).add(1);
        up_down.add(-1);
        up_down.bind({}).add(1.5);
        gauge.record(1);
        gauge.bind({}).record(2);
        histogram.record(1);
        histogram.bind({}).record(2);
    }
    const Received received = client.receive();
    ASSERT_EQ(received.metrics.size(), 1U);
    EXPECT_EQ(received.metric("other").sum().data_points(0).as_int(), 1);
    EXPECT_EQ(client->get_status().metric_series, 1U);
    EXPECT_TRUE(client->get_status().refused_measurements.empty());
}

TEST(ScopeRulesTest, LogsBelowTheMinimumSeverityAreLeftOut) {
    TestClient client(with_rules({{.scope_name = "lib", .minimum_severity = SeverityLevel::Warn}}));
    const Logger logger = client->logger({.name = "lib"});
    logger.log("info", SeverityLevel::Info4);
    logger.log("warn", SeverityLevel::Warn);
    logger.log("unknown", SeverityLevel{});
    logger.log({.message = "debug event", .severity = SeverityLevel::Debug, .event_name = "e"});
    logger.log({.message = "error event", .severity = SeverityLevel::Error, .event_name = "e"});
    client->log_debug("own");
    EXPECT_FALSE(logger.enabled(SeverityLevel::Info4));
    EXPECT_TRUE(logger.enabled(SeverityLevel::Warn));
    EXPECT_TRUE(client->logger({.name = "x"}).enabled(SeverityLevel::Trace));
    const Received received = client.receive();
    EXPECT_EQ(received.logs.size(), 4U);
    for (const char* kept : {"warn", "unknown", "error event", "own"})
        EXPECT_EQ(received.log(kept).body().string_value(), kept);
}

TEST(ScopeRulesTest, TraceBasedLogsFollowTheirSpan) {
    TelemetryConfig config = with_rules({{.scope_name = "lib", .trace_based_logs = true}});
    config.sampler = {.kind = SamplerConfig::Kind::AlwaysOff};
    TestClient client(config);
    const Logger logger = client->logger({.name = "lib"});
    const auto sampled = *SpanContext::from_traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    logger.log("without a span");
    EXPECT_TRUE(logger.enabled());
    {
        const auto span = client->span("not sampled");
        logger.log("in a span that is not sampled");
        EXPECT_FALSE(logger.enabled());
        logger.log({.message = "of one that is", .span_context = sampled});
        logger.log({.message = "of none", .span_context = SpanContext{}});
        const ContextGuard guard = client->attach(sampled);
        logger.log("in one that is");
    }
    const Received received = client.receive();
    EXPECT_EQ(received.logs.size(), 4U);
    for (const char* kept : {"without a span", "of one that is", "of none", "in one that is"})
        EXPECT_EQ(received.log(kept).body().string_value(), kept);
}

TEST(ScopeRulesTest, TheBuilderTakesRulesOneByOne) {
    const auto record = std::make_shared<Record>();
    auto client = TelemetryFlowBuilder()
                      .with_api_key("tfk_test", "tfs_test")
                      .with_endpoint("127.0.0.1:4317")
                      .with_service("test")
                      .with_scope_rule({.scope_name = "*", .enable_traces = false})
                      .with_scope_rule({.scope_name = "kept"})
                      .with_exporter(std::make_unique<testing::InMemoryExporter>(record))
                      .build();
    client.initialize();
    { const auto span = client.tracer({.name = "left out"}).span("left out"); }
    { const auto span = client.tracer({.name = "kept"}).span("kept"); }
    EXPECT_TRUE(client.flush().complete);
    const Received received(*record);
    ASSERT_EQ(received.spans.size(), 1U);
    EXPECT_EQ(received.spans[0].name(), "kept");
}

TEST(ScopeRulesTest, NothingIsEnabledOfASignalThatIsOff) {
    TelemetryConfig config = test_config();
    config.enable_logs = config.enable_traces = false;
    TestClient client(config);
    EXPECT_FALSE(client->tracer({.name = "x"}).enabled());
    EXPECT_FALSE(client->logger({.name = "x"}).enabled());
    EXPECT_TRUE(client->meter({.name = "x"}).enabled());
    EXPECT_TRUE(client->counter("c").enabled());
}

}  // namespace
}  // namespace telemetryflow::tests
