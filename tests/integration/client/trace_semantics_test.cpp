// What the OpenTelemetry trace specification says of limits, flags, links and ended spans, seen on the wire.

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

constexpr std::uint32_t kHasIsRemote = 0x100;
constexpr std::uint32_t kIsRemote = 0x200;

SpanContext remote() {
    return *SpanContext::from_traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
}

// "Attribute Limits": they hold for each event and each link too, and what is left out is counted where it belongs.
TEST(TraceSemanticsTest, EventsAndLinksHaveAttributeLimitsOfTheirOwn) {
    TelemetryConfig config = test_config();
    config.attribute_count_limit = 2;
    config.attribute_value_length_limit = 3;
    TestClient client(config);
    {
        auto span = client->span("s", SpanKind::Internal, {{"a", 1}, {"b", 2}});
        span.add_event("over", {{"a", "12345"}, {"b", 2}, {"c", 3}, {"d", 4}});
        span.add_event("under", {{"a", 1}});
        span.add_event("replaced", {{"a", 1}, {"a", 2}, {"b", 3}});
        span.add_link(remote(), {{"a", 1}, {"b", 2}, {"c", "x"}});
    }
    const Span span = client.receive().span("s");
    EXPECT_EQ(span.dropped_attributes_count(), 0U);
    ASSERT_EQ(span.events_size(), 3);
    EXPECT_EQ(attributes_of(span.events(0)), (std::map<std::string, std::string>{{"a", "123"}, {"b", "2"}}));
    EXPECT_EQ(span.events(0).dropped_attributes_count(), 2U);
    EXPECT_EQ(span.events(1).dropped_attributes_count(), 0U);
    EXPECT_EQ(attributes_of(span.events(2)), (std::map<std::string, std::string>{{"a", "2"}, {"b", "3"}}));
    EXPECT_EQ(span.events(2).dropped_attributes_count(), 0U) << "a key that is replaced is not one more";
    EXPECT_EQ(span.links(0).attributes_size(), 2);
    EXPECT_EQ(span.links(0).dropped_attributes_count(), 1U);
    EXPECT_EQ(span.dropped_events_count() + span.dropped_links_count(), 0U);
}

TEST(TraceSemanticsTest, LimitsOfEventsAndOfLinksMayDifferFromTheSpans) {
    TelemetryConfig config = test_config();
    config.attribute_count_limit = 2;
    config.event_attribute_count_limit = 1;
    config.link_attribute_count_limit = 3;
    TestClient client(config);
    {
        auto span = client->span("s", SpanKind::Internal, {{"a", 1}, {"b", 2}, {"c", 3}});
        span.add_event("e", {{"a", 1}, {"b", 2}, {"c", 3}});
        span.add_link(remote(), {{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}});
    }
    const Span span = client.receive().span("s");
    EXPECT_EQ(span.attributes_size(), 2);
    EXPECT_EQ(span.dropped_attributes_count(), 1U);
    EXPECT_EQ(attributes_of(span.events(0)), (std::map<std::string, std::string>{{"a", "1"}}));
    EXPECT_EQ(span.events(0).dropped_attributes_count(), 2U);
    EXPECT_EQ(span.links(0).attributes_size(), 3);
    EXPECT_EQ(span.links(0).dropped_attributes_count(), 1U);
}

TEST(TraceSemanticsTest, ALimitOfNothingKeepsNothingAndCountsAll) {
    TelemetryConfig config = test_config();
    config.attribute_count_limit = config.event_count_limit = config.link_count_limit = 0;
    TestClient client(config);
    const std::vector<SpanLink> links{{.context = remote()}, {.context = remote()}};
    {
        auto span = client->span({.name = "s", .attributes = {{"a", 1}, {"b", 2}}, .links = links});
        span.set_attribute("c", 3).add_event("e").add_link(remote());
    }
    const Span span = client.receive().span("s");
    EXPECT_EQ(span.attributes_size() + span.events_size() + span.links_size(), 0);
    EXPECT_EQ(span.dropped_attributes_count(), 3U);
    EXPECT_EQ(span.dropped_events_count(), 1U);
    EXPECT_EQ(span.dropped_links_count(), 3U);
}

// OTLP, SpanFlags: the first eight bits are W3C's, the next two say whether the parent, or what is linked, is remote.
TEST(TraceSemanticsTest, FlagsOfSpansAndLinksSayWhetherTheOtherSideIsRemote) {
    TestClient client;
    {
        auto root = client->span("root");
        const auto child = client->span("child");
        root.add_link(child.context()).add_link(remote());
        SpanContext without_flags = remote();
        without_flags.trace_flags = 0;
        root.add_link(without_flags);
        const auto served = client->span({.name = "served", .parent = remote()});
    }
    const Received received = client.receive();
    const std::uint32_t ours = SpanContext::kSampledFlag | SpanContext::kRandomFlag;
    EXPECT_EQ(received.span("root").flags(), ours | kHasIsRemote);
    EXPECT_EQ(received.span("child").flags(), ours | kHasIsRemote);
    EXPECT_EQ(received.span("served").flags(), SpanContext::kSampledFlag | kHasIsRemote | kIsRemote);
    const Span& root = received.span("root");
    EXPECT_EQ(root.links(0).flags(), ours | kHasIsRemote);
    EXPECT_EQ(root.links(1).flags(), SpanContext::kSampledFlag | kHasIsRemote | kIsRemote);
    EXPECT_EQ(root.links(2).flags(), kHasIsRemote | kIsRemote);
}

// "Random trace flag": of a new trace always, of another's only where that has it, through any number of spans.
TEST(TraceSemanticsTest, TheRandomFlagIsTheTraces) {
    TestClient client;
    SpanContext random = remote();
    random.trace_flags |= SpanContext::kRandomFlag;
    {
        const auto of_random = client->span({.name = "of random", .parent = random});
        const auto below = client->span("below random");
    }
    {
        const auto of_unknown = client->span({.name = "of unknown", .parent = remote()});
        const auto below = client->span("below unknown");
    }
    client->end_span(client->start_span("by id"));
    const Received received = client.receive();
    for (const char* name : {"of random", "below random", "by id"})
        EXPECT_NE(received.span(name).flags() & SpanContext::kRandomFlag, 0U) << name;
    for (const char* name : {"of unknown", "below unknown"})
        EXPECT_EQ(received.span(name).flags() & SpanContext::kRandomFlag, 0U) << name;
}

// "Link": one without ids is kept for what it says by its attributes or its tracestate.
TEST(TraceSemanticsTest, ALinkWithoutIdsIsKeptForItsAttributes) {
    TestClient client;
    SpanContext only_state;
    only_state.trace_state = TraceState::from_header("vendor=1");
    {
        auto span = client->span("s");
        span.add_link(SpanContext{}).add_link(SpanContext{}, {{"batch", "b-1"}}).add_link(only_state);
    }
    const Span span = client.receive().span("s");
    ASSERT_EQ(span.links_size(), 2);
    EXPECT_EQ(attributes_of(span.links(0)).at("batch"), "b-1");
    EXPECT_EQ(span.links(0).trace_id(), std::string(16, '\0'));
    EXPECT_EQ(span.links(0).span_id(), std::string(8, '\0'));
    EXPECT_EQ(span.links(1).trace_state(), "vendor=1");
    EXPECT_EQ(span.dropped_links_count(), 0U);
}

TEST(TraceSemanticsTest, LinksAtTheStartComeBeforeLaterOnesAndKeepTheirTracestate) {
    TestClient client;
    SpanContext linked = remote();
    linked.trace_state = TraceState::from_header("a=1,b=2");
    const std::vector<SpanLink> links{{.context = linked}};
    {
        auto span = client->span({.name = "s", .links = links});
        span.add_link(remote(), {{"later", true}});
        const SpanId by_id = client->start_span({.name = "by id", .links = links});
        client->end_span(by_id);
    }
    const Received received = client.receive();
    const Span& span = received.span("s");
    ASSERT_EQ(span.links_size(), 2);
    EXPECT_EQ(span.links(0).trace_state(), "a=1,b=2");
    EXPECT_EQ(attributes_of(span.links(1)).at("later"), "true");
    EXPECT_EQ(received.span("by id").links_size(), 1);
}

// "End": whatever comes after it is ignored, and the first end counts.
TEST(TraceSemanticsTest, AnEndedSpanStaysAsItWas) {
    TestClient client;
    auto span = client->span({.name = "s", .start_unix_nano = 1'000});
    span.end(5'000);
    EXPECT_FALSE(span.is_recording());
    span.set_attribute("late", 1)
        .add_event("late")
        .add_link(remote())
        .set_status(SpanStatus::Error)
        .update_name("late");
    span.record_exception("late", "late");
    span.end(9'000);
    const SpanId id = client->start_span("by id");
    client->end_span(id);
    client->add_span_event(id, "late");
    client->end_span(id, SpanError{"late", "late"});
    const Received received = client.receive();
    ASSERT_EQ(received.spans.size(), 2U);
    const Span& ended = received.span("s");
    EXPECT_EQ(ended.start_time_unix_nano(), 1'000U);
    EXPECT_EQ(ended.end_time_unix_nano(), 5'000U);
    for (const Span& each : received.spans) {
        EXPECT_EQ(each.attributes_size() + each.events_size() + each.links_size(), 0) << each.name();
        EXPECT_FALSE(each.has_status()) << each.name();
    }
}

// "Set Status": Unset is ignored, the last error's description counts, and Ok is the last word.
TEST(TraceSemanticsTest, AStatusIsNeverUnset) {
    TestClient client;
    {
        auto span = client->span("error");
        span.set_status(SpanStatus::Error, "first").set_status(SpanStatus::Unset).set_status(SpanStatus::Error);
    }
    { client->span("ok").set_status(SpanStatus::Ok).set_status(SpanStatus::Unset); }
    const Received received = client.receive();
    EXPECT_EQ(received.span("error").status().code(), otlp::trace::v1::Status::STATUS_CODE_ERROR);
    EXPECT_EQ(received.span("error").status().message(), "") << "the last call gave none";
    EXPECT_EQ(received.span("ok").status().code(), otlp::trace::v1::Status::STATUS_CODE_OK);
}

TEST(TraceSemanticsTest, ANameMayChangeAgainAndAgain) {
    TestClient client;
    {
        auto span = client->span("first", SpanKind::Client, {{"a", 1}});
        span.update_name("").update_name("a much longer name than before").set_attribute("b", 2).update_name("last");
    }
    const Span span = client.receive().span("last");
    EXPECT_EQ(span.kind(), Span::SPAN_KIND_CLIENT);
    EXPECT_EQ(attributes_of(span), (std::map<std::string, std::string>{{"a", "1"}, {"b", "2"}}));
}

TEST(TraceSemanticsTest, AnExceptionIsAnEventAndNoEnd) {
    TestClient client;
    {
        auto span = client->span("s");
        span.record_exception(std::invalid_argument("first")).record_exception("custom::Error", "second");
        EXPECT_TRUE(span.is_recording());
    }
    const Span span = client.receive().span("s");
    ASSERT_EQ(span.events_size(), 2);
    EXPECT_EQ(attributes_of(span.events(0)),
              (std::map<std::string, std::string>{{"exception.type", "std::invalid_argument"},
                                                  {"exception.message", "first"}}));
    EXPECT_EQ(attributes_of(span.events(1)).at("exception.type"), "custom::Error");
    EXPECT_EQ(span.status().message(), "second");
}

}  // namespace
}  // namespace telemetryflow::tests
