// After its first calls, recording takes no memory from the heap: neither directly nor through the library.

#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "integration/lifecycle/allocation_counter.hpp"
#include "integration/lifecycle/lifecycle_client.hpp"

namespace telemetryflow::tests {
namespace {

/// Takes everything and keeps nothing.
class Sink final : public Exporter {
public:
    ExportResult export_batch(const ExportRequest&) override { return {}; }
};

TelemetryConfig busy_config() {
    TelemetryConfig config = quiet_config();
    config.buffer_bytes = 64U << 20U;
    return config;
}

class AllocationTest : public ::testing::Test {
protected:
    explicit AllocationTest(const TelemetryConfig& config = busy_config())
        : client(config, {.exporter = std::make_unique<Sink>(), .diagnostics = std::make_unique<KeptDiagnostics>()}) {
        client.initialize();
    }

    // Warm-up is what a program does once: first use of a thread, an instrument, an attribute set, a buffer's size.
    static std::uint64_t allocations_of(const std::function<void()>& call) {
        constexpr int kCalls = 2000;
        for (int i = 0; i < 100; ++i)
            call();
        const std::uint64_t before = allocations_of_this_thread();
        for (int i = 0; i < kCalls; ++i)
            call();
        return allocations_of_this_thread() - before;
    }

    void expect_nothing_dropped() {
        ASSERT_TRUE(client.flush().complete);
        const SDKStatusResult status = client.get_status();
        for (const SignalType signal : kAllSignals)
            EXPECT_EQ(status.of(signal).dropped_total(), 0U) << to_string(signal);
        EXPECT_TRUE(status.refused_measurements.empty());
    }

    TelemetryFlowClient client;
};

TEST_F(AllocationTest, IsCountedByTheHook) {
    // Through volatile pointers, so that no compiler leaves the allocation out.
    EXPECT_EQ(allocations_of([] {
                  char* volatile memory = new char[100];
                  delete[] memory;
              }),
              2000U);
    EXPECT_EQ(allocations_of([] {
                  void* volatile memory = std::malloc(100);
                  std::free(memory);
              }),
              2000U);
    EXPECT_EQ(allocations_of([] {
                  void* volatile memory = std::aligned_alloc(64, 128);
                  std::free(memory);
              }),
              2000U);
}

TEST_F(AllocationTest, DoesNotHappenWhenACounterIsIncrementedByName) {
    EXPECT_EQ(allocations_of([&] {
                  client.increment_counter(
                      "http.requests", 1,
                      {{"http.request.method", "POST"}, {"http.response.status_code", 200}, {"cached", false}});
              }),
              0U);
    expect_nothing_dropped();
}

TEST_F(AllocationTest, DoesNotHappenWithInstrumentHandles) {
    const Counter counter = client.counter("requests");
    const UpDownCounter open = client.up_down_counter("open");
    const Gauge gauge = client.gauge("temperature");
    const Histogram histogram = client.histogram("duration", {.unit = "s"});
    EXPECT_EQ(allocations_of([&] {
                  counter.add(1, {{"a", 1}, {"b", "two"}, {"c", true}});
                  counter.add(0.5);
                  open.add(-1, {{"pool", "main"}});
                  gauge.record(20.5, {{"room", "kitchen"}});
                  histogram.record(0.02, {{"route", "/"}});
              }),
              0U);
    expect_nothing_dropped();
}

TEST_F(AllocationTest, DoesNotHappenWithBoundInstruments) {
    const BoundCounter counter = client.counter("requests").bind({{"a", 1}});
    const BoundUpDownCounter open = client.up_down_counter("open").bind({{"a", 1}});
    const BoundGauge gauge = client.gauge("temperature").bind({{"a", 1}});
    const BoundHistogram histogram = client.histogram("duration").bind({{"a", 1}});
    EXPECT_EQ(allocations_of([&] {
                  counter.add(1);
                  counter.add(0.5);
                  open.add(-1);
                  gauge.record(1);
                  histogram.record(3);
              }),
              0U);
    expect_nothing_dropped();
}

TEST_F(AllocationTest, DoesNotHappenWithGaugesAndHistogramsByName) {
    EXPECT_EQ(allocations_of([&] {
                  client.record_gauge("queue.length", 3, {{"queue", "in"}});
                  client.record_metric("temperature", 20.5, "Cel", {{"room", "kitchen"}});
                  client.record_histogram("duration", 0.1, "s", {{"route", "/"}});
              }),
              0U);
    expect_nothing_dropped();
}

TEST_F(AllocationTest, DoesNotHappenForALogWithinASpan) {
    const std::string id = "order-1234567890";
    Span span = client.span("checkout");
    EXPECT_EQ(allocations_of([&] { client.log_info("order placed", {{"order.id", id}, {"order.items", 3}}); }), 0U);
    span.end();
    expect_nothing_dropped();
}

TEST_F(AllocationTest, DoesNotHappenForAScopedSpan) {
    EXPECT_EQ(allocations_of([&] {
                  const Span span = client.span("checkout", SpanKind::Server, {{"a", 1}, {"b", "two"}, {"c", 0.5}});
              }),
              0U);
    expect_nothing_dropped();
}

TEST_F(AllocationTest, DoesNotHappenForASpanWithEverything) {
    const SpanContext elsewhere{{{1}}, {{2}}, SpanContext::kSampledFlag, true};
    EXPECT_EQ(allocations_of([&] {
                  Span span = client.span("checkout");
                  span.set_attribute("cart.items", 3);
                  span.add_event("validated", {{"rules", 12}});
                  span.add_link(elsewhere, {{"why", "retry"}});
                  span.update_name("checkout v2");
                  span.set_status(SpanStatus::Error, "declined");
              }),
              0U);
    expect_nothing_dropped();
}

TEST_F(AllocationTest, DoesNotHappenForNestedSpans) {
    EXPECT_EQ(allocations_of([&] {
                  const Span outer = client.span("outer");
                  const Span middle = client.span("middle", SpanKind::Client, {{"a", 1}});
                  const Span inner = client.span("inner");
              }),
              0U);
    expect_nothing_dropped();
}

TEST_F(AllocationTest, DoesNotHappenForSpansStartedById) {
    EXPECT_EQ(allocations_of([&] {
                  const SpanId id = client.start_span("manual", SpanKind::Internal, {{"a", 1}});
                  client.add_span_event(id, "step", {{"n", 1}});
                  client.end_span(id);
                  client.end_span(client.start_span("failing"), SpanError{"timeout", "no answer"});
              }),
              0U);
    expect_nothing_dropped();
}

TEST_F(AllocationTest, DoesNotHappenWhenAContextIsHandedOver) {
    const SpanContext elsewhere{{{1}}, {{2}}, SpanContext::kSampledFlag, true};
    EXPECT_EQ(allocations_of([&] {
                  const ContextGuard guard = client.attach(elsewhere);
                  const Span span = client.span("handler");
                  static_cast<void>(client.current_context());
              }),
              0U);
    expect_nothing_dropped();
}

TEST_F(AllocationTest, DoesNotHappenWhenTracestateAndBaggageAreHandedOver) {
    Context elsewhere(SpanContext{{{1}}, {{2}}, SpanContext::kSampledFlag, true, TraceState::from_header("a=1,b=2")},
                      Baggage().with("tenant", "7"));
    EXPECT_EQ(allocations_of([&] {
                  const ContextGuard guard = client.attach(elsewhere);
                  const Span span = client.span("handler");
                  const Span child = client.span("child");
                  static_cast<void>(client.current_baggage());
              }),
              0U);
    expect_nothing_dropped();
}

TEST_F(AllocationTest, DoesNotHappenWhenATraceIsContinuedAndPassedOn) {
    struct Headers {
        std::string_view get(std::string_view key) const {
            constexpr std::string_view kTraceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
            return key == "traceparent" ? kTraceparent : std::string_view();
        }
        void set(std::string_view, std::string_view value) { written += value.size(); }
        std::size_t written = 0;
    };
    Headers headers;
    EXPECT_EQ(allocations_of([&] {
                  const ContextGuard guard = client.attach(client.extract(headers));
                  const Span span = client.span("handler");
                  client.inject(headers);
              }),
              0U);
    EXPECT_GE(headers.written, SpanContext::kTraceparentSize);
    expect_nothing_dropped();
}

TEST_F(AllocationTest, DoesNotHappenOnTheWayThroughTheBus) {
    EXPECT_EQ(allocations_of([&] {
                  client.command_bus().dispatch(RecordCounterCommand{"through.the.bus", 1, {}, {{"a", 1}}});
              }),
              0U);
    expect_nothing_dropped();
}

TEST_F(AllocationTest, DoesNotHappenAfterShutdown) {
    const BoundCounter bound = client.counter("requests").bind({{"a", 1}});
    client.shutdown();
    EXPECT_EQ(allocations_of([&] {
                  bound.add(1);
                  client.increment_counter("requests");
                  client.log_info("late");
                  const Span span = client.span("late");
              }),
              0U);
}

TEST_F(AllocationTest, DoesNotHappenOnAnotherThreadEither) {
    std::uint64_t allocations = 1;
    std::thread([&] {
        allocations = allocations_of([&] {
            const Span span = client.span("work", SpanKind::Internal, {{"a", 1}, {"b", 2}, {"c", 3}});
            client.log_warn("odd", {{"a", 1}, {"b", 2}});
            client.increment_counter("done", 1, {{"a", 1}, {"b", 2}, {"c", 3}});
        });
    }).join();
    EXPECT_EQ(allocations, 0U);
    expect_nothing_dropped();
}

class UnsampledAllocationTest : public AllocationTest {
protected:
    static TelemetryConfig config() {
        TelemetryConfig config = busy_config();
        config.sampler.kind = SamplerConfig::Kind::AlwaysOff;
        return config;
    }
    UnsampledAllocationTest() : AllocationTest(config()) {}
};

TEST_F(UnsampledAllocationTest, DoesNotHappenForASpanThatIsNotSampled) {
    EXPECT_EQ(allocations_of([&] {
                  Span span = client.span("checkout", SpanKind::Server, {{"a", 1}, {"b", "two"}, {"c", 0.5}});
                  span.add_event("validated", {{"rules", 12}});
              }),
              0U);
    EXPECT_EQ(client.get_status().of(SignalType::Traces).created, 0U);
}

}  // namespace
}  // namespace telemetryflow::tests
