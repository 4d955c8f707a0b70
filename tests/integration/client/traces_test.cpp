// What arrives of spans: identity, parents, attributes, events, links, status, times.

#include <cmath>
#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>

#include "integration/client/test_client.hpp"

namespace telemetryflow::tests {
namespace {

template <class Id>
std::string bytes_of(const Id& id) {
    return {id.bytes.begin(), id.bytes.end()};
}

TEST(TracesTest, NestedScopesMakeOneTrace) {
    TestClient client;
    {
        const auto outer = client->span("outer", SpanKind::Server);
        {
            const auto inner = client->span("inner", SpanKind::Client);
            const auto innermost = client->span("innermost");
        }
        const auto sibling = client->span("sibling");
    }
    const Received received = client.receive();
    ASSERT_EQ(received.spans.size(), 4U);
    const Span& outer = received.span("outer");
    EXPECT_EQ(outer.parent_span_id(), "");
    EXPECT_EQ(received.span("inner").parent_span_id(), outer.span_id());
    EXPECT_EQ(received.span("innermost").parent_span_id(), received.span("inner").span_id());
    EXPECT_EQ(received.span("sibling").parent_span_id(), outer.span_id());
    for (const Span& span : received.spans) {
        EXPECT_EQ(span.trace_id(), outer.trace_id()) << span.name();
        EXPECT_EQ(span.trace_id().size(), 16U);
        EXPECT_EQ(span.span_id().size(), 8U);
        EXPECT_GE(span.start_time_unix_nano(), outer.start_time_unix_nano());
        EXPECT_LE(span.end_time_unix_nano(), outer.end_time_unix_nano());
        EXPECT_LE(span.start_time_unix_nano(), span.end_time_unix_nano());
    }
    EXPECT_EQ(outer.kind(), Span::SPAN_KIND_SERVER);
    EXPECT_EQ(received.span("inner").kind(), Span::SPAN_KIND_CLIENT);
    EXPECT_EQ(received.span("sibling").kind(), Span::SPAN_KIND_INTERNAL);
}

TEST(TracesTest, SpansOfUnrelatedScopesAreOfDifferentTraces) {
    TestClient client;
    { const auto first = client->span("first"); }
    { const auto second = client->span("second"); }
    const Received received = client.receive();
    EXPECT_NE(received.span("first").trace_id(), received.span("second").trace_id());
    EXPECT_EQ(received.span("second").parent_span_id(), "");
}

TEST(TracesTest, ACapturedContextIsTheParentOnAnotherThread) {
    TestClient client;
    {
        const auto request = client->span("request");
        const SpanContext context = client->current_context();
        std::thread([&] {
            EXPECT_FALSE(client->current_context().is_valid());
            {
                const ContextGuard guard = client->attach(context);
                const auto work = client->span("work");
                client->log_info("working");
            }
            EXPECT_FALSE(client->current_context().is_valid());
            const auto apart = client->span("apart");
        }).join();
    }
    const Received received = client.receive();
    EXPECT_EQ(received.span("work").parent_span_id(), received.span("request").span_id());
    EXPECT_EQ(received.span("work").trace_id(), received.span("request").trace_id());
    EXPECT_EQ(received.log("working").span_id(), received.span("work").span_id());
    EXPECT_NE(received.span("apart").trace_id(), received.span("request").trace_id());
}

TEST(TracesTest, ARemoteParentIsContinuedAndMarkedRemote) {
    TestClient client;
    const auto remote = SpanContext::from_traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    ASSERT_TRUE(remote);
    {
        StartScopedSpanCommand command;
        command.name = "served";
        command.kind = SpanKind::Server;
        command.parent = *remote;
        const auto served = client->span(command);
        const auto inside = client->span("inside");
    }
    const Received received = client.receive();
    const Span& served = received.span("served");
    EXPECT_EQ(served.trace_id(), bytes_of(remote->trace_id));
    EXPECT_EQ(served.parent_span_id(), bytes_of(remote->span_id));
    EXPECT_EQ(served.flags(), 0x301U) << "sampled, origin of the parent known, parent remote";
    EXPECT_EQ(received.span("inside").flags(), 0x101U) << "sampled, origin of the parent known, parent local";
    EXPECT_EQ(received.span("inside").parent_span_id(), served.span_id());
}

TEST(TracesTest, ANewTracesIdIsMarkedRandomAndAnothersMarkIsPassedOn) {
    TestClient client;
    { const auto own = client->span("own"); }
    for (const char* flags : {"01", "03", "ff"}) {
        StartScopedSpanCommand command;
        command.name = flags;
        command.parent =
            SpanContext::from_traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-" + std::string(flags));
        const auto served = client->span(command);
    }
    const Received received = client.receive();
    EXPECT_EQ(received.span("own").flags(), 0x103U);
    EXPECT_EQ(received.span("01").flags(), 0x301U);
    EXPECT_EQ(received.span("03").flags(), 0x303U);
    EXPECT_EQ(received.span("ff").flags(), 0x303U) << "flags that nobody defined are not passed on";
}

TEST(TracesTest, AnInvalidParentBeginsANewTrace) {
    TestClient client;
    {
        const auto outer = client->span("outer");
        StartScopedSpanCommand command;
        command.name = "fresh";
        command.parent = SpanContext{};
        const auto fresh = client->span(command);
    }
    const Received received = client.receive();
    EXPECT_NE(received.span("fresh").trace_id(), received.span("outer").trace_id());
    EXPECT_EQ(received.span("fresh").parent_span_id(), "");
}

TEST(TracesTest, AttributeKeysAreUniqueAndTheLastValueWins) {
    TestClient client;
    {
        auto span = client->span("s", SpanKind::Internal, {{"k", 1}, {"other", "x"}, {"k", 2}});
        span.set_attribute("k", "three").set_attribute("new", true).set_attribute("other", 4.5);
    }
    const Span span = client.receive().span("s");
    EXPECT_EQ(span.attributes_size(), 3);
    EXPECT_EQ(attributes_of(span),
              (std::map<std::string, std::string>{{"k", "three"}, {"other", "4.5"}, {"new", "true"}}));
}

TEST(TracesTest, EveryAttributeTypeArrives) {
    TestClient client;
    const std::vector<std::string> strings{"a", "b"};
    const std::vector<std::int64_t> integers{-1, 2};
    const std::vector<double> doubles{0.5};
    const std::array<bool, 2> bools{true, false};
    const std::vector<std::string_view> views;
    {
        const auto span = client->span("s", SpanKind::Internal,
                                       {{"string", std::string("owned")},
                                        {"integer", -7},
                                        {"unsigned", std::uint64_t{0xFFFFFFFFFFFFFFFF}},
                                        {"double", -0.25},
                                        {"bool", false},
                                        {"strings", strings},
                                        {"integers", integers},
                                        {"doubles", doubles},
                                        {"bools", bools},
                                        {"empty", views}});
    }
    EXPECT_EQ(attributes_of(client.receive().span("s")),
              (std::map<std::string, std::string>{{"string", "owned"},
                                                  {"integer", "-7"},
                                                  {"unsigned", "9223372036854775807"},
                                                  {"double", "-0.25"},
                                                  {"bool", "false"},
                                                  {"strings", "[a,b]"},
                                                  {"integers", "[-1,2]"},
                                                  {"doubles", "[0.5]"},
                                                  {"bools", "[true,false]"},
                                                  {"empty", "[]"}}));
}

TEST(TracesTest, EventsAndLinksArriveInOrderWithTheirAttributes) {
    TestClient client;
    const auto other = SpanContext::from_traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    {
        auto span = client->span("s");
        span.add_event("first", {{"n", 1}}).add_event("second", {}, 1'700'000'000'000'000'000U);
        span.add_link(*other, {{"reason", "batch"}}).add_link(SpanContext{});
    }
    const Span span = client.receive().span("s");
    ASSERT_EQ(span.events_size(), 2);
    EXPECT_EQ(span.events(0).name(), "first");
    EXPECT_EQ(attributes_of(span.events(0)).at("n"), "1");
    EXPECT_GE(span.events(0).time_unix_nano(), span.start_time_unix_nano());
    EXPECT_LE(span.events(0).time_unix_nano(), span.end_time_unix_nano());
    EXPECT_EQ(span.events(1).time_unix_nano(), 1'700'000'000'000'000'000U);
    ASSERT_EQ(span.links_size(), 1) << "a link to nothing is no link";
    EXPECT_EQ(span.links(0).span_id(), bytes_of(other->span_id));
    EXPECT_EQ(attributes_of(span.links(0)).at("reason"), "batch");
}

TEST(TracesTest, OkIsFinalAndOnlyErrorsHaveAMessage) {
    using otlp::trace::v1::Status;
    TestClient client;
    { const auto unset = client->span("unset"); }
    { client->span("ok").set_status(SpanStatus::Ok, "not kept").set_status(SpanStatus::Error, "too late"); }
    { client->span("error").set_status(SpanStatus::Error, "first").set_status(SpanStatus::Error, "second"); }
    { client->span("recovered").set_status(SpanStatus::Error, "first").set_status(SpanStatus::Ok); }
    const Received received = client.receive();
    EXPECT_FALSE(received.span("unset").has_status());
    EXPECT_EQ(received.span("ok").status().code(), Status::STATUS_CODE_OK);
    EXPECT_EQ(received.span("ok").status().message(), "");
    EXPECT_EQ(received.span("error").status().message(), "second");
    EXPECT_EQ(received.span("recovered").status().code(), Status::STATUS_CODE_OK);
    EXPECT_EQ(received.span("recovered").status().message(), "");
}

TEST(TracesTest, AnExceptionThatLeavesTheScopeMakesTheSpanAnError) {
    TestClient client;
    EXPECT_THROW(
        {
            const auto span = client->span("scope");
            throw std::runtime_error("boom");
        },
        std::runtime_error);
    EXPECT_THROW(client->with_span("lambda", SpanKind::Internal, {},
                                   [](telemetryflow::Span&) -> int { throw std::out_of_range("too far"); }),
                 std::out_of_range);
    EXPECT_EQ(client->with_span("value", SpanKind::Internal, {}, [](telemetryflow::Span&) { return 42; }), 42);
    const Received received = client.receive();
    EXPECT_EQ(received.span("scope").status().code(), otlp::trace::v1::Status::STATUS_CODE_ERROR);
    ASSERT_EQ(received.span("scope").events_size(), 1);
    EXPECT_EQ(received.span("scope").events(0).name(), "exception");
    const Span& lambda = received.span("lambda");
    EXPECT_EQ(lambda.status().message(), "too far");
    ASSERT_EQ(lambda.events_size(), 1);
    EXPECT_EQ(attributes_of(lambda.events(0)).at("exception.type"), "std::out_of_range");
    EXPECT_EQ(attributes_of(lambda.events(0)).at("exception.message"), "too far");
    EXPECT_FALSE(received.span("value").has_status());
}

TEST(TracesTest, AManualSpanIsEndedByItsIdOnAnyThread) {
    TestClient client;
    const SpanId id = client->start_span("manual", SpanKind::Producer, {{"a", 1}});
    ASSERT_TRUE(id.is_valid());
    EXPECT_FALSE(client->current_context().is_valid()) << "a span started by id is not current";
    StartSpanCommand child;
    child.name = "child";
    child.parent_span_id = id;
    const SpanId child_id = client->start_span(child);
    std::thread([&] {
        client->add_span_event(id, "step", {{"k", "v"}});
        client->end_span(child_id);
        client->end_span(id, std::invalid_argument("bad input"));
        client->end_span(id);  // a second end does nothing
    }).join();
    EXPECT_FALSE(client->span_context(id).has_value());
    const Received received = client.receive();
    ASSERT_EQ(received.spans.size(), 2U);
    const Span& manual = received.span("manual");
    EXPECT_EQ(manual.span_id(), bytes_of(id));
    EXPECT_EQ(manual.events(0).name(), "step");
    EXPECT_EQ(manual.status().message(), "bad input");
    EXPECT_EQ(attributes_of(manual.events(1)).at("exception.type"), "std::invalid_argument");
    EXPECT_EQ(received.span("child").parent_span_id(), manual.span_id());
}

TEST(TracesTest, ASpanMayBeMovedAndEndedOnAnotherThread) {
    TestClient client;
    auto span = client->span("moved");
    const SpanContext context = span.context();
    std::thread([moved = std::move(span)]() mutable { moved.end(); }).join();
    EXPECT_FALSE(client->current_context().is_valid()) << "an ended span is not current";
    { const auto next = client->span("next"); }
    const Received received = client.receive();
    EXPECT_EQ(received.span("moved").span_id(), bytes_of(context.span_id));
    EXPECT_EQ(received.span("next").parent_span_id(), "");
}

TEST(TracesTest, SpansEndedOutOfOrderLeaveTheRightOneCurrent) {
    TestClient client;
    auto a = client->span("a");
    auto b = client->span("b");
    auto c = client->span("c");
    b.end();
    EXPECT_EQ(client->current_context(), c.context());
    c.end();
    EXPECT_EQ(client->current_context(), a.context());
    a.end();
    EXPECT_FALSE(client->current_context().is_valid());
}

TEST(TracesTest, LimitsCutAndCount) {
    TelemetryConfig config = test_config();
    config.attribute_count_limit = 2;
    config.attribute_value_length_limit = 5;
    config.event_count_limit = 1;
    config.link_count_limit = 1;
    config.name_length_limit = 4;
    TestClient client(config);
    const auto other = SpanContext::from_traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    {
        auto span = client->span("long name", SpanKind::Internal, {{"a", "12345678"}, {"b", "gr\xC3\xB6\xC3\x9F"}});
        span.set_attribute("c", 1).set_attribute("a", "again").add_event("one").add_event("two");
        span.add_link(*other).add_link(*other);
    }
    const Span span = client.receive().span("long");
    EXPECT_EQ(attributes_of(span), (std::map<std::string, std::string>{{"a", "again"}, {"b", "gr\xC3\xB6"}}))
        << "cut between characters";
    EXPECT_EQ(span.dropped_attributes_count(), 1U);
    EXPECT_EQ(span.events_size(), 1);
    EXPECT_EQ(span.dropped_events_count(), 1U);
    EXPECT_EQ(span.links_size(), 1);
    EXPECT_EQ(span.dropped_links_count(), 1U);
    const TruncationCounters truncated = client->get_status().truncated;
    EXPECT_EQ(truncated.attributes, 1U);
    EXPECT_EQ(truncated.strings, 3U);
    EXPECT_EQ(truncated.events, 1U);
    EXPECT_EQ(truncated.links, 1U);
}

TEST(TracesTest, ASpanTooLargeForARequestLosesPartsAndIsStillSent) {
    TelemetryConfig config = test_config();
    config.batch_max_bytes = 64U << 10U;
    TestClient client(config);
    const std::string value(4096, 'x');
    {
        auto span = client->span("large", SpanKind::Internal, {{"kept", 1}});
        for (int i = 0; i < 100; ++i)
            span.add_event("event", {{"value", value}});
    }
    const Span span = client.receive().span("large");
    EXPECT_EQ(span.events_size(), 0);
    EXPECT_EQ(span.dropped_events_count(), 100U);
    EXPECT_EQ(attributes_of(span).at("kept"), "1");
}

TEST(TracesTest, ANameAndAStatusThatNoRequestHoldsAreCut) {
    TelemetryConfig config = test_config();
    config.batch_max_bytes = 64U << 10U;
    config.name_length_limit = config.attribute_value_length_limit = 1U << 20U;
    TestClient client(config);
    const std::string large(200U << 10U, 'x');
    {
        auto span = client->span(large, SpanKind::Internal, {{"left out", large}});
        span.set_status(SpanStatus::Error, large);
    }
    const Received received = client.receive();
    ASSERT_EQ(received.spans.size(), 1U);
    EXPECT_EQ(received.spans[0].name().size(), 47U << 9U);
    EXPECT_EQ(received.spans[0].status().message().size(), 47U << 9U);
    EXPECT_EQ(received.spans[0].dropped_attributes_count(), 1U);
    EXPECT_EQ(client->get_status().truncated.strings, 3U);
}

TEST(TracesTest, BytesThatAreNotUtf8NeverReachTheWire) {
    TestClient client;
    { client->span("bad \xFF name", SpanKind::Internal, {{"ke\xC0y", "va\xED\xA0\x80lue"}}).add_event("e\xF5"); }
    client->log_info("lo\xE2\x82g", {{"k", "\x80"}});
    const Received received = client.receive();
    const Span& span = received.span("bad \xEF\xBF\xBD name");
    EXPECT_EQ(attributes_of(span).at("ke\xEF\xBF\xBDy"), "va\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDlue");
    EXPECT_EQ(span.events(0).name(), "e\xEF\xBF\xBD");
    EXPECT_EQ(attributes_of(received.log("lo\xEF\xBF\xBDg")).at("k"), "\xEF\xBF\xBD");
    EXPECT_EQ(client->get_status().truncated.repaired_strings, 6U);
}

TEST(TracesTest, SamplingDecidesForWholeTraces) {
    TelemetryConfig config = test_config();
    config.sampler.kind = SamplerConfig::Kind::AlwaysOff;
    TestClient client(config);
    {
        const auto off = client->span("off");
        EXPECT_FALSE(off.is_recording());
        EXPECT_TRUE(off.context().is_valid()) << "the context still travels";
        EXPECT_FALSE(off.context().is_sampled());
        const auto child = client->span("child of off");
        EXPECT_EQ(child.context().trace_id, off.context().trace_id);
        client->log_info("correlated all the same");
    }
    StartScopedSpanCommand command;
    command.name = "sampled by its parent";
    command.parent = SpanContext::from_traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    { const auto on = client->span(command); }
    const Received received = client.receive();
    ASSERT_EQ(received.spans.size(), 1U);
    EXPECT_EQ(received.spans[0].name(), "sampled by its parent");
    EXPECT_EQ(received.log("correlated all the same").trace_id().size(), 16U);
    EXPECT_EQ(client->get_status().of(SignalType::Traces).created, 1U);
}

TEST(TracesTest, ARatioKeepsAboutThatShare) {
    TelemetryConfig config = test_config();
    config.sampler = {.kind = SamplerConfig::Kind::TraceIdRatio, .ratio = 0.25, .parent_based = true};
    TestClient client(config);
    constexpr int kTraces = 20'000;
    for (int i = 0; i < kTraces; ++i) {
        const auto root = client->span("root");
        const auto child = client->span("child");
        ASSERT_EQ(root.is_recording(), child.is_recording());
    }
    // Five standard deviations of a binomial distribution.
    EXPECT_NEAR(static_cast<double>(client->get_status().of(SignalType::Traces).created) / 2, kTraces * 0.25,
                5 * std::sqrt(kTraces * 0.25 * 0.75));
}

}  // namespace
}  // namespace telemetryflow::tests
