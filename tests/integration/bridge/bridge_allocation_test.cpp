// Recording through the OpenTelemetry API takes the memory that the API itself takes, and none besides.

#include <functional>

#include "integration/bridge/bridged_client.hpp"
#include "integration/lifecycle/allocation_counter.hpp"

namespace telemetryflow::tests {
namespace {

class Sink final : public Exporter {
public:
    ExportResult export_batch(const ExportRequest&) override { return {}; }
};

class BridgeAllocationTest : public ::testing::Test {
protected:
    BridgeAllocationTest()
        : client(large_config(),
                 {.exporter = std::make_unique<Sink>(), .diagnostics = std::make_unique<SilentDiagnostics>()}) {
        client.initialize();
        bridge::install(client);
    }
    ~BridgeAllocationTest() override { bridge::uninstall(); }

    static TelemetryConfig large_config() {
        TelemetryConfig config = test_config();
        config.buffer_bytes = 64U << 20U;
        return config;
    }

    // Of one call, after what a program does once. The reference counts of the API's pointers are those of a program
    // with several threads.
    static double allocations_of(const std::function<void()>& call) {
        constexpr int kCalls = 1000;
        for (int i = 0; i < 100; ++i)
            call();
        const std::uint64_t before = allocations_of_this_thread();
        for (int i = 0; i < kCalls; ++i)
            call();
        return static_cast<double>(allocations_of_this_thread() - before) / kCalls;
    }

    void expect_nothing_dropped() {
        ASSERT_TRUE(client.flush().complete);
        const SDKStatusResult status = client.get_status();
        for (const SignalType signal : kAllSignals)
            EXPECT_EQ(status.of(signal).dropped_total(), 0U) << to_string(signal);
        EXPECT_TRUE(status.refused_measurements.empty());
    }

    TelemetryFlowClient client;
    const std::string text = "a text that no string keeps within itself";
};

TEST_F(BridgeAllocationTest, CountersAndHistogramsTakeNone) {
    const auto counter = global_meter()->CreateUInt64Counter("counter");
    const auto open = global_meter()->CreateDoubleUpDownCounter("open");
    const auto histogram = global_meter()->CreateDoubleHistogram("histogram");
    const api::context::Context context;
    EXPECT_EQ(allocations_of([&] {
                  counter->Add(1);
                  counter->Add(1, {{"a", text}, {"b", 2}, {"c", true}});
                  counter->Add(1, {{"a", text}, {"b", "two"}, {"c", 0.5}}, context);
                  open->Add(-0.5, {{"a", text}});
                  histogram->Record(0.5, {{"a", text}, {"b", 2}, {"c", true}}, context);
              }),
              0);
    expect_nothing_dropped();
}

TEST_F(BridgeAllocationTest, SpansTakeNone) {
    const auto tracer = global_tracer();
    EXPECT_EQ(allocations_of([&] {
                  const auto span = tracer->StartSpan("span", {{"a", text}, {"b", 2}, {"c", true}});
                  span->SetAttribute("later", 0.5);
                  span->AddEvent("event", {{"a", text}});
                  span->SetStatus(api::trace::StatusCode::kError, "said why");
                  span->End();
              }),
              0);
    expect_nothing_dropped();
}

TEST_F(BridgeAllocationTest, SpansWithLinksTakeNone) {
    const auto tracer = global_tracer();
    const auto other = tracer->StartSpan("other")->GetContext();
    EXPECT_EQ(allocations_of([&] { tracer->StartSpan("span", {}, {{other, {{"why", text}}}})->End(); }), 0);
    expect_nothing_dropped();
}

TEST_F(BridgeAllocationTest, MeasurementsWithAContextOfTheirOwnTakeNone) {
    const auto counter = global_meter()->CreateUInt64Counter("counter");
    api::context::Context context;
    context = api::trace::SetSpan(context, global_tracer()->StartSpan("span"));
    EXPECT_EQ(allocations_of([&] { counter->Add(1, {{"a", text}}, context); }), 0);
    expect_nothing_dropped();
}

TEST_F(BridgeAllocationTest, SpansWithinSpansTakeNone) {
    const auto tracer = global_tracer();
    const auto parent = tracer->StartSpan("parent");
    const api::trace::Scope scope(parent);
    EXPECT_EQ(allocations_of([&] { tracer->StartSpan("child", {{"a", text}})->End(); }), 0);
    expect_nothing_dropped();
}

TEST_F(BridgeAllocationTest, LogRecordsTakeNone) {
    const auto logger = global_logger();
    const auto log = [&] {
        logger->EmitLogRecord(api::logs::Severity::kInfo, "user logged in",
                              api::common::MakeAttributes({{"user.id", text}, {"attempt", 1}}));
    };
    EXPECT_EQ(allocations_of(log), 0);
    const auto span = global_tracer()->StartSpan("span");
    const api::trace::Scope scope(span);
    EXPECT_EQ(allocations_of(log), 0);
    expect_nothing_dropped();
}

// The API makes a list of values, a token and a copy of the list for whichever SDK there is.
TEST_F(BridgeAllocationTest, ActiveSpansTakeWhatTheApiTakes) {
    const auto span = global_tracer()->StartSpan("span");
    const auto activate = [&] { const api::trace::Scope scope(span); };
    const double ours = allocations_of(activate);
    bridge::uninstall();
    const double forced = allocations_of(activate);
    EXPECT_GT(forced, 0);
    EXPECT_EQ(ours, forced);
}

}  // namespace
}  // namespace telemetryflow::tests
