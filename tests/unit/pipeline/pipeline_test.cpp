// Records go in on one side and are looked at as OTLP on the other.

#include <thread>

#include <gtest/gtest.h>

#include "hot/span_encoder.hpp"
#include "support/otlp_requests.hpp"
#include "unit/pipeline/pipeline_harness.hpp"

namespace telemetryflow::tests {
namespace {

const pipeline::SignalStatus& of(const pipeline::PipelineStatus& status, SignalType signal) {
    return status.signals[static_cast<std::size_t>(signal)];
}

TEST(PipelineTest, DeliversASpanWithEverythingItWasGiven) {
    PipelineHarness harness;
    hot::SpanState* state = hot::start_span(*harness.engine, "checkout", SpanKind::Server,
                                            {{"a", 1}, {"b", "two"}, {"c", true}, {"d", 0.5}});
    ASSERT_NE(state, nullptr);
    hot::set_attribute(*harness.engine, *state, {"a", "again"});
    hot::add_event(*harness.engine, *state, "validated", {{"items", 3}}, 0);
    hot::set_status(*harness.engine, *state, SpanStatus::Error, "broken");
    const SpanContext context = state->context;
    hot::end_span(*harness.engine, state, 0);
    ASSERT_TRUE(harness.flush());

    const Received received(*harness.record);
    ASSERT_EQ(received.spans.size(), 1U);
    const Span& span = received.spans[0];
    EXPECT_EQ(span.name(), "checkout");
    EXPECT_EQ(span.kind(), Span::SPAN_KIND_SERVER);
    EXPECT_EQ(span.trace_id(), std::string(context.trace_id.bytes.begin(), context.trace_id.bytes.end()));
    EXPECT_EQ(span.span_id(), std::string(context.span_id.bytes.begin(), context.span_id.bytes.end()));
    EXPECT_EQ(span.parent_span_id(), "");
    EXPECT_LE(span.start_time_unix_nano(), span.end_time_unix_nano());
    EXPECT_EQ(attributes_of(span),
              (std::map<std::string, std::string>{{"a", "again"}, {"b", "two"}, {"c", "true"}, {"d", "0.5"}}));
    ASSERT_EQ(span.events_size(), 1);
    EXPECT_EQ(span.events(0).name(), "validated");
    EXPECT_EQ(attributes_of(span.events(0)).at("items"), "3");
    EXPECT_EQ(span.status().code(), otlp::trace::v1::Status::STATUS_CODE_ERROR);
    EXPECT_EQ(span.status().message(), "broken");
}

TEST(PipelineTest, AccountsForEveryRecordOfManyThreads) {
    PipelineHarness harness;
    constexpr int kThreads = 8;
    constexpr int kRecords = 5000;
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < kRecords; ++i) {
                harness.span("work", {{"i", i}});
                harness.log("done", {{"i", i}});
                hot::add(*harness.engine, {.kind = hot::InstrumentKind::Counter, .name = "n"}, std::int64_t{1});
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    ASSERT_TRUE(harness.flush());

    const pipeline::PipelineStatus status = harness.pipeline.status();
    for (const SignalType signal : kAllSignals) {
        EXPECT_EQ(unaccounted(of(status, signal)), 0) << to_string(signal);
        EXPECT_EQ(of(status, signal).in_memory, 0U) << to_string(signal);
    }
    EXPECT_EQ(of(status, SignalType::Traces).created, std::uint64_t{kThreads} * kRecords);
    const Received received(*harness.record);
    EXPECT_EQ(received.spans.size(), of(status, SignalType::Traces).delivery.delivered);
    EXPECT_EQ(received.logs.size(), of(status, SignalType::Logs).delivery.delivered);
    EXPECT_EQ(received.metric("n").sum().data_points(0).as_int(), std::int64_t{kThreads} * kRecords);
}

}  // namespace
}  // namespace telemetryflow::tests
