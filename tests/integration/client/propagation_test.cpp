// A request that comes in with headers and calls on: what the client makes current, exports and sends.

#include <map>
#include <string>

#include "telemetryflow/map_carrier.hpp"

#include "integration/client/test_client.hpp"
#include "support/header_list.hpp"

namespace telemetryflow::tests {
namespace {

const std::string kTrace = "0af7651916cd43dd8448eb211c80319c";
const std::string kCaller = "b7ad6b7169203331";
const std::string kTraceparent = "00-" + kTrace + "-" + kCaller + "-01";

template <class Id>
std::string bytes_of(const Id& id) {
    return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

std::string value_of(const HeaderList& headers, std::string_view name) {
    std::string joined;
    headers.get_all(name, [&](std::string_view value) { joined.append(joined.empty() ? "" : "|").append(value); });
    return joined;
}

/// The headers of a call made within a server's span for a request with `headers`.
HeaderList served(TelemetryFlowClient& client, const HeaderList& headers) {
    const ContextGuard request = client.attach(client.extract(headers));
    const auto span = client.span("served", SpanKind::Server);
    const auto call = client.span("call", SpanKind::Client);
    HeaderList out;
    client.inject(out);
    return out;
}

TEST(PropagationTest, ASpanContinuesTheCallersTraceAndPassesItOn) {
    TestClient client;
    const HeaderList out = served(client.client, {{"traceparent", kTraceparent},
                                                  {"tracestate", "rojo=1 , congo=2"},
                                                  {"baggage", "tenant=7,user=J%C3%BCrgen;ttl=1"}});
    const Received received = client.receive();
    const Span& call = received.span("call");
    EXPECT_EQ(received.span("served").parent_span_id(), bytes_of(*SpanId::from_hex(kCaller)));
    EXPECT_EQ(call.trace_id(), bytes_of(*TraceId::from_hex(kTrace)));
    for (const char* name : {"served", "call"})
        EXPECT_EQ(received.span(name).trace_state(), "rojo=1,congo=2") << name;
    const auto sent = SpanContext::from_traceparent(value_of(out, "traceparent"));
    ASSERT_TRUE(sent);
    EXPECT_EQ(bytes_of(sent->trace_id), call.trace_id());
    EXPECT_EQ(bytes_of(sent->span_id), call.span_id());
    EXPECT_EQ(sent->trace_flags, SpanContext::kSampledFlag);
    EXPECT_EQ(value_of(out, "tracestate"), "rojo=1,congo=2");
    EXPECT_EQ(value_of(out, "baggage"), "tenant=7,user=J%C3%BCrgen;ttl=1");
}

TEST(PropagationTest, WhatIsMalformedBeginsANewTraceWithoutItsState) {
    TestClient client;
    for (const std::string bad : {"", "00-0-0-01", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}) {
        const HeaderList out =
            served(client.client, {{"traceparent", bad}, {"tracestate", "rojo=1"}, {"baggage", "a=1"}});
        const auto sent = SpanContext::from_traceparent(value_of(out, "traceparent"));
        ASSERT_TRUE(sent) << bad;
        EXPECT_NE(sent->trace_id.to_hex(), kTrace);
        EXPECT_EQ(sent->trace_flags, SpanContext::kSampledFlag | SpanContext::kRandomFlag);
        EXPECT_EQ(value_of(out, "tracestate"), "");
        EXPECT_EQ(value_of(out, "baggage"), "a=1") << "baggage does not depend on the trace";
    }
}

TEST(PropagationTest, ADecisionAgainstRecordingIsPassedOn) {
    TestClient client;
    const std::string unsampled = kTraceparent.substr(0, 53) + "02";
    const HeaderList out = served(client.client, {{"traceparent", unsampled}, {"tracestate", "rojo=1"}});
    const auto sent = SpanContext::from_traceparent(value_of(out, "traceparent"));
    ASSERT_TRUE(sent);
    EXPECT_EQ(sent->trace_id.to_hex(), kTrace);
    EXPECT_NE(sent->span_id.to_hex(), kCaller);
    EXPECT_EQ(sent->trace_flags, SpanContext::kRandomFlag);
    EXPECT_EQ(value_of(out, "tracestate"), "rojo=1");
    EXPECT_TRUE(client.receive().spans.empty());
}

TEST(PropagationTest, TracestateFollowsTheSpanWhereverItsParentIsNamed) {
    TestClient client;
    Context remote = client->extract(HeaderList{{"traceparent", kTraceparent}, {"tracestate", "rojo=1"}});
    {
        const auto unrelated = client->span("unrelated");
        StartScopedSpanCommand command;
        command.name = "scoped";
        command.parent = remote;
        const auto scoped = client->span(command);
        EXPECT_EQ(scoped.context().trace_state.get("rojo"), "1");
        StartSpanCommand manual;
        manual.name = "manual";
        manual.parent = remote;
        const SpanId id = client->start_span(manual);
        EXPECT_EQ(client->span_context(id)->trace_state.get("rojo"), "1");
        client->start_span("child of current");
        client->end_span(id);
        command.name = "fresh";
        command.parent = SpanContext{};
        const auto fresh = client->span(command);
        EXPECT_TRUE(fresh.context().trace_state.empty());
    }
    // States are pooled: none keeps what an earlier span had.
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(client->span("later").context().trace_state.empty());
    const Received received = client.receive();
    EXPECT_EQ(received.span("scoped").trace_state(), "rojo=1");
    EXPECT_EQ(received.span("manual").trace_state(), "rojo=1");
    EXPECT_EQ(received.span("unrelated").trace_state(), "");
    EXPECT_EQ(received.span("fresh").trace_state(), "");
}

TEST(PropagationTest, ASpanWithTracestateCanBeRenamedAndLinked) {
    TestClient client;
    {
        const ContextGuard request =
            client->attach(client->extract(HeaderList{{"traceparent", kTraceparent}, {"tracestate", "rojo=1"}}));
        auto span = client->span("first name", SpanKind::Server, {{"a", 1}});
        span.update_name("second");
        span.add_link(client->current_context());
    }
    const Received received = client.receive();
    const Span& span = received.span("second");
    EXPECT_EQ(span.trace_state(), "rojo=1");
    EXPECT_EQ(attributes_of(span).at("a"), "1");
    ASSERT_EQ(span.links_size(), 1);
    EXPECT_EQ(span.links(0).trace_state(), "rojo=1");
}

TEST(PropagationTest, InjectsAGivenContextWithoutMakingItCurrent) {
    TestClient client;
    const SpanId id = client->start_span("manual");
    std::map<std::string, std::string> headers;
    client->inject(*client->span_context(id), MapCarrier(headers));
    EXPECT_EQ(headers.at("traceparent"), client->span_context(id)->to_traceparent());
    EXPECT_EQ(headers.size(), 1U);
    HeaderList none;
    client->inject(none);
    EXPECT_TRUE(none.empty()) << "nothing is current";
    client->end_span(id);
}

TEST(BaggageScopeTest, IsCurrentForItsScopeAndUnderEverySpanInIt) {
    TestClient client;
    EXPECT_TRUE(client->current_baggage().empty());
    const auto outer = client->span("outer");
    {
        const ContextGuard scope = client->attach(client->current_baggage().with("tenant", "7"));
        EXPECT_EQ(client->current_context(), outer.context()) << "the span stays";
        const auto inner = client->span("inner");
        EXPECT_EQ(client->current_baggage().get("tenant"), "7");
        {
            const ContextGuard deeper = client->attach(client->current_baggage().with("step", "2"));
            EXPECT_EQ(client->current_baggage().to_header(), "tenant=7,step=2");
        }
        EXPECT_EQ(client->current_baggage().to_header(), "tenant=7");
        EXPECT_EQ(client->current_context(), inner.context());
    }
    EXPECT_TRUE(client->current_baggage().empty());
    EXPECT_EQ(client->current_context(), outer.context());
}

TEST(BaggageScopeTest, StaysWhenOnlyTheSpansContextIsAttached) {
    TestClient client;
    const ContextGuard scope = client->attach(Baggage().with("tenant", "7"));
    const SpanContext elsewhere = *SpanContext::from_traceparent(kTraceparent);
    {
        const ContextGuard span_only = client->attach(elsewhere);
        EXPECT_EQ(client->current_baggage().get("tenant"), "7");
        const ContextGuard whole = client->attach(Context(elsewhere));
        EXPECT_TRUE(client->current_baggage().empty()) << "a whole context brings its own baggage, or none";
    }
    EXPECT_EQ(client->current_baggage().get("tenant"), "7");
}

TEST(PropagationTest, FollowsTheConfiguredFormats) {
    TelemetryConfig config = test_config();
    config.propagators = {Propagator::B3};
    TestClient client(config);
    const HeaderList out = served(
        client.client, {{"X-B3-TraceId", kTrace}, {"X-B3-SpanId", kCaller}, {"X-B3-Flags", "1"}, {"baggage", "a=1"}});
    ASSERT_EQ(out.size(), 1U);
    EXPECT_TRUE(value_of(out, "b3").starts_with(kTrace + "-"));
    EXPECT_TRUE(value_of(out, "b3").ends_with("-d")) << "debug is passed on";

    config.propagators = {};
    TestClient silent(config);
    EXPECT_TRUE(served(silent.client, {{"traceparent", kTraceparent}}).empty());
}

TEST(PropagationTest, TakesAFormatOfTheUsersOwn) {
    class OwnFormat final : public TextMapPropagator {
    public:
        void inject(const Context& context, TextMapSetter carrier) const override {
            carrier.set("own", context.trace_id.to_hex());
        }
        void extract(Context&, TextMapGetter) const override {}
        std::vector<std::string_view> fields() const override { return {"own"}; }
    };
    auto builder = TelemetryFlowBuilder();
    builder.with_api_key("tfk_a", "tfs_b").with_endpoint("127.0.0.1:4317").with_service("s");
    builder.with_exporter(std::make_unique<testing::InMemoryExporter>(std::make_shared<Record>()));
    auto client = builder.with_propagator(std::make_unique<OwnFormat>()).build();
    client.initialize();
    EXPECT_EQ(served(client, {}).front().first, "own");
    EXPECT_EQ(client.propagator().fields(), (std::vector<std::string_view>{"own"}));
    EXPECT_THROW(static_cast<void>(builder.with_exporter(nullptr).build()), BuilderError) << "it belongs to the first";
}

TEST(PropagationTest, ReadsHeadersBeforeInitialize) {
    TelemetryFlowClient client(test_config(),
                               {.exporter = std::make_unique<testing::InMemoryExporter>(std::make_shared<Record>())});
    EXPECT_EQ(client.extract(HeaderList{{"traceparent", kTraceparent}}).to_traceparent(), kTraceparent);
    HeaderList out;
    EXPECT_THROW(client.inject(out), NotInitializedError);
}

}  // namespace
}  // namespace telemetryflow::tests
