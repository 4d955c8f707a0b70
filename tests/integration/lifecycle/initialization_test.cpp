// From construction through initialize() and shutdown() and back again.

#include <functional>

#include "integration/lifecycle/lifecycle_client.hpp"

namespace telemetryflow::tests {
namespace {

using namespace std::chrono_literals;

TEST(InitializationTest, IsDemandedByEveryCallThatRecordsOrFlushes) {
    TelemetryFlowClient client = make_client(std::make_shared<Backend>());
    const SpanId id{{1}};
    const std::vector<std::pair<const char*, std::function<void()>>> calls = {
        {"flush", [&] { client.flush(); }},
        {"record_metric", [&] { client.record_metric("m", 1); }},
        {"increment_counter", [&] { client.increment_counter("m"); }},
        {"record_gauge", [&] { client.record_gauge("m", 1); }},
        {"record_histogram", [&] { client.record_histogram("m", 1); }},
        {"counter", [&] { static_cast<void>(client.counter("m")); }},
        {"up_down_counter", [&] { static_cast<void>(client.up_down_counter("m")); }},
        {"gauge", [&] { static_cast<void>(client.gauge("m")); }},
        {"histogram", [&] { static_cast<void>(client.histogram("m")); }},
        {"log", [&] { client.log("l"); }},
        {"log_trace", [&] { client.log_trace("l"); }},
        {"log_debug", [&] { client.log_debug("l"); }},
        {"log_info", [&] { client.log_info("l"); }},
        {"log_warn", [&] { client.log_warn("l"); }},
        {"log_error", [&] { client.log_error("l"); }},
        {"log_fatal", [&] { client.log_fatal("l"); }},
        {"log(command)", [&] { client.log(EmitLogCommand{}); }},
        {"log_batch",
         [&] {
             const EmitLogCommand logs[1];
             client.log_batch(logs);
         }},
        {"span", [&] { static_cast<void>(client.span("s")); }},
        {"span(command)", [&] { static_cast<void>(client.span(StartScopedSpanCommand{})); }},
        {"with_span", [&] { client.with_span("s", SpanKind::Internal, {}, [](Span&) {}); }},
        {"start_span", [&] { client.start_span("s"); }},
        {"start_span(command)", [&] { client.start_span(StartSpanCommand{}); }},
        {"end_span", [&] { client.end_span(id); }},
        {"end_span(error)",
         [&] {
             client.end_span(id, SpanError{"t", "m"});
         }},
        {"end_span(exception)", [&] { client.end_span(id, std::runtime_error("m")); }},
        {"add_span_event", [&] { client.add_span_event(id, "e"); }},
        {"span_context", [&] { static_cast<void>(client.span_context(id)); }},
        {"current_context", [&] { static_cast<void>(client.current_context()); }},
        {"current_baggage", [&] { static_cast<void>(client.current_baggage()); }},
        {"attach", [&] { static_cast<void>(client.attach(Context{})); }},
        {"attach(span)", [&] { static_cast<void>(client.attach(SpanContext{})); }},
        {"attach(baggage)", [&] { static_cast<void>(client.attach(Baggage{})); }},
    };
    for (const auto& [name, call] : calls)
        EXPECT_THROW(call(), NotInitializedError) << name;
    EXPECT_FALSE(client.is_initialized());
}

TEST(InitializationTest, IsNotNeededForStatusHealthAndShutdown) {
    TelemetryFlowClient client = make_client(std::make_shared<Backend>());
    EXPECT_FALSE(client.get_status().initialized);
    EXPECT_EQ(client.query(GetHealthQuery{}).status, HealthStatus::Unhealthy);
    EXPECT_TRUE(client.shutdown().complete);
}

TEST(InitializationTest, MayBeAskedForTwice) {
    LifecycleClient client;
    client->log_info("before");
    client->initialize();
    client->log_info("after");
    EXPECT_TRUE(client->flush().complete);
    EXPECT_EQ(client->get_status().of(SignalType::Logs).delivered, 2U);
}

TEST(InitializationTest, EndsWithAShutdownThatMayBeAskedForTwice) {
    LifecycleClient client;
    client->log_info("last words");
    const FlushResult first = client->shutdown();
    EXPECT_TRUE(first.complete);
    EXPECT_EQ(first.left_items, 0U);
    EXPECT_TRUE(client.backend->received("last words"));
    EXPECT_FALSE(client->is_initialized());
    EXPECT_TRUE(client->shutdown().complete);
}

TEST(InitializationTest, WorksAgainAfterAShutdownAndKeepsTheAccounts) {
    LifecycleClient client;
    for (int round = 0; round < 5; ++round) {
        client->log_info("round " + std::to_string(round));
        client->increment_counter("rounds");
        { const Span span = client->span("round"); }
        EXPECT_TRUE(client->shutdown().complete);
        client->log_info("between");
        client->initialize();
        EXPECT_TRUE(client.backend->received("round " + std::to_string(round)));
    }
    EXPECT_TRUE(client->flush().complete);
    const SDKStatusResult status = client->get_status();
    expect_balanced(status);
    EXPECT_EQ(status.of(SignalType::Logs).delivered, 5U);
    EXPECT_EQ(status.of(SignalType::Traces).delivered, 5U);
    EXPECT_EQ(dropped(status, SignalType::Logs, "after_shutdown"), 5U);
    EXPECT_FALSE(client.backend->received("between"));
}

TEST(InitializationTest, CountsWhatComesAfterShutdownAsDropped) {
    LifecycleClient client;
    const Counter counter = client->counter("c");
    const BoundCounter bound = counter.bind({{"a", 1}});
    const BoundHistogram histogram = client->histogram("h").bind({{"a", 1}});
    client->shutdown();
    client->log_info("late");
    { Span span = client->span("late"); }
    EXPECT_FALSE(client->start_span("late").is_valid());
    counter.add(1);
    bound.add(1);
    histogram.record(1);
    client->increment_counter("c");

    const SDKStatusResult status = client->get_status();
    expect_balanced(status);
    EXPECT_EQ(dropped(status, SignalType::Logs, "after_shutdown"), 1U);
    EXPECT_EQ(dropped(status, SignalType::Traces, "after_shutdown"), 2U);
    const auto refused = status.refused_measurements.find("after_shutdown");
    ASSERT_NE(refused, status.refused_measurements.end());
    EXPECT_EQ(refused->second, 4U);
    EXPECT_FALSE(client.backend->received("late"));
}

TEST(InitializationTest, ReportsManualSpansThatNobodyEnded) {
    LifecycleClient client;
    client->start_span("forgotten");
    client->start_span("forgotten too");
    client->end_span(client->start_span("ended"));
    EXPECT_EQ(client->get_status().open_spans, 2U);
    const FlushResult result = client->shutdown();
    EXPECT_EQ(result.unended_spans, 2U);
    const SDKStatusResult status = client->get_status();
    EXPECT_EQ(status.unended_spans, 2U);
    EXPECT_EQ(status.open_spans, 0U);
    EXPECT_EQ(status.of(SignalType::Traces).delivered, 1U);
    expect_balanced(status);
}

TEST(InitializationTest, LetsASpanStayOpenAcrossShutdown) {
    LifecycleClient client;
    Span span = client->span("long");
    client->shutdown();
    span.add_event("still here");
    span.end();
    expect_balanced(client->get_status());
    EXPECT_EQ(dropped(client->get_status(), SignalType::Traces, "after_shutdown"), 1U);
    client->initialize();
    EXPECT_FALSE(client->current_context().is_valid());
    Span again = client->span("root");
    client->shutdown();
    client->initialize();
    again.end();
    EXPECT_TRUE(client->flush().complete);
    EXPECT_TRUE(client.backend->received("root"));
    expect_balanced(client->get_status());
}

TEST(InitializationTest, IsRefusedForAConfigThatCannotWork) {
    TelemetryConfig config = quiet_config();
    config.endpoint.clear();
    config.batch_max_size = 0;
    try {
        const TelemetryFlowClient client(config);
        FAIL() << "the config was taken";
    } catch (const ConfigError& error) {
        EXPECT_EQ(error.faults().size(), 2U) << error.what();
    }
}

TEST(InitializationTest, SucceedsWhileTheBackendIsDown) {
    LifecycleClient client;
    client.backend->answer(ExportOutcome::Retryable);
    client->log_info("patience");
    EXPECT_TRUE(client->is_initialized());
    client->shutdown(50ms);
    expect_balanced(client->get_status());
}

}  // namespace
}  // namespace telemetryflow::tests
