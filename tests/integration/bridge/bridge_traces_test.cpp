// Spans of the OpenTelemetry API, as they arrive.

#include <chrono>
#include <limits>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "integration/bridge/bridged_client.hpp"

namespace telemetryflow::tests {
namespace {

using api::trace::StartSpanOptions;
using WireSpan = otlp::trace::v1::Span;

constexpr std::uint32_t kIsRemote = 0x200;

TEST(BridgeTracesTest, ASpanArrivesWithAllThatItWasGiven) {
    BridgedClient client;
    StartSpanOptions options;
    options.kind = api::trace::SpanKind::kServer;
    auto span =
        global_tracer()->StartSpan("GET /", {{"text", "value"}, {"count", 3}, {"ratio", 0.5}, {"on", true}}, options);
    EXPECT_TRUE(span->IsRecording());
    span->SetAttribute("text", "changed");
    span->SetAttribute("later", std::int64_t{7});
    span->AddEvent("plain");
    span->AddEvent("with", {{"k", "v"}});
    span->AddEvent("at", std::chrono::system_clock::time_point(std::chrono::seconds(1'700'000'000)));
    span->SetStatus(api::trace::StatusCode::kError, "broken");
    span->UpdateName("GET /orders");
    const auto context = span->GetContext();
    span->End();
    EXPECT_FALSE(span->IsRecording());
    EXPECT_TRUE(span->GetContext() == context);

    const WireSpan sent = client.receive().span("GET /orders");
    EXPECT_EQ(sent.trace_id(), bytes_of(context.trace_id()));
    EXPECT_EQ(sent.span_id(), bytes_of(context.span_id()));
    EXPECT_EQ(sent.kind(), WireSpan::SPAN_KIND_SERVER);
    const std::map<std::string, std::string> expected{
        {"text", "changed"}, {"count", "3"}, {"ratio", "0.5"}, {"on", "true"}, {"later", "7"}};
    EXPECT_EQ(attributes_of(sent), expected);
    ASSERT_EQ(sent.events_size(), 3);
    EXPECT_EQ(sent.events(0).name(), "plain");
    EXPECT_EQ(attributes_of(sent.events(1)), (std::map<std::string, std::string>{{"k", "v"}}));
    EXPECT_EQ(sent.events(2).time_unix_nano(), 1'700'000'000'000'000'000U);
    EXPECT_EQ(sent.status().code(), otlp::trace::v1::Status::STATUS_CODE_ERROR);
    EXPECT_EQ(sent.status().message(), "broken");
}

TEST(BridgeTracesTest, IsUnderTheScopeOfItsTracer) {
    BridgedClient client;
    global_tracer()->StartSpan("first")->End();
    api::trace::Provider::GetTracerProvider()
        ->GetTracer("other", "", "https://example.com/schema")
        ->StartSpan("second");
    client.receive();
    std::map<std::string, std::string> scopes;
    for (const auto& request : client.record->requests()) {
        const auto decoded = decode_traces(request.body);
        for (const auto& scope : decoded.resource_spans(0).scope_spans())
            scopes[scope.scope().name() + " " + scope.scope().version() + " " + scope.schema_url()] =
                scope.spans(0).name();
    }
    const std::map<std::string, std::string> expected{{"library 1.2 ", "first"},
                                                      {"other  https://example.com/schema", "second"}};
    EXPECT_EQ(scopes, expected);
}

TEST(BridgeTracesTest, GivesTheSameTracerForTheSameScope) {
    BridgedClient client;
    EXPECT_EQ(global_tracer().get(), global_tracer().get());
    EXPECT_NE(global_tracer().get(), api::trace::Provider::GetTracerProvider()->GetTracer("library", "1.3").get());
}

TEST(BridgeTracesTest, TakesEveryTypeOfAttribute) {
    BridgedClient client;
    auto span = global_tracer()->StartSpan("types");
    const bool flags[] = {true, false};
    const std::int32_t ints[] = {1, -2};
    const std::int64_t longs[] = {3, -4};
    const std::uint32_t unsigneds[] = {5, 4'000'000'000};
    const double doubles[] = {0.5, -1.5};
    const api::nostd::string_view texts[] = {"a", "b"};
    const std::uint64_t larges[] = {7, 8};
    const std::uint64_t too_large[] = {9, std::numeric_limits<std::uint64_t>::max()};
    const std::uint8_t bytes[] = {0, 255};
    span->SetAttribute("int32", std::int32_t{-1});
    span->SetAttribute("uint32", std::uint32_t{4'000'000'000});
    span->SetAttribute("uint64", std::uint64_t{12});
    span->SetAttribute("uint64.max", std::numeric_limits<std::uint64_t>::max());
    span->SetAttribute("c", static_cast<const char*>("c string"));
    span->SetAttribute("flags", api::nostd::span<const bool>(flags));
    span->SetAttribute("ints", api::nostd::span<const std::int32_t>(ints));
    span->SetAttribute("longs", api::nostd::span<const std::int64_t>(longs));
    span->SetAttribute("unsigneds", api::nostd::span<const std::uint32_t>(unsigneds));
    span->SetAttribute("doubles", api::nostd::span<const double>(doubles));
    span->SetAttribute("texts", api::nostd::span<const api::nostd::string_view>(texts));
    span->SetAttribute("larges", api::nostd::span<const std::uint64_t>(larges));
    span->SetAttribute("too large", api::nostd::span<const std::uint64_t>(too_large));
    span->SetAttribute("bytes", api::nostd::span<const std::uint8_t>(bytes));
    span->End();
    const WireSpan sent = client.receive().span("types");
    auto attributes = attributes_of(sent);
    attributes.erase("bytes");
    const std::map<std::string, std::string> expected{{"int32", "-1"},
                                                      {"uint32", "4000000000"},
                                                      {"uint64", "12"},
                                                      {"uint64.max", "18446744073709551615"},
                                                      {"c", "c string"},
                                                      {"flags", "[true,false]"},
                                                      {"ints", "[1,-2]"},
                                                      {"longs", "[3,-4]"},
                                                      {"unsigneds", "[5,4000000000]"},
                                                      {"doubles", "[0.5,-1.5]"},
                                                      {"texts", "[a,b]"},
                                                      {"larges", "[7,8]"},
                                                      {"too large", "[9,18446744073709551615]"}};
    EXPECT_EQ(attributes, expected);
    for (const auto& attribute : sent.attributes()) {
        if (attribute.key() == "bytes") {
            EXPECT_EQ(attribute.value().bytes_value(), std::string("\0\xFF", 2));
        }
    }
}

TEST(BridgeTracesTest, ManyAttributesAllArrive) {
    BridgedClient client;
    std::map<std::string, std::string> many;
    for (int i = 0; i < 100; ++i)
        many["key" + std::to_string(i)] = std::to_string(i);
    global_tracer()->StartSpan("many", many)->End();
    EXPECT_EQ(attributes_of(client.receive().span("many")), many);
}

TEST(BridgeTracesTest, FollowsTheParentThatItIsGiven) {
    BridgedClient client;
    const auto tracer = global_tracer();
    auto parent = tracer->StartSpan("parent");
    StartSpanOptions by_context;
    by_context.parent = parent->GetContext();
    tracer->StartSpan("by span context", by_context)->End();
    StartSpanOptions by_value;
    api::context::Context with_parent = api::context::Context().SetValue(api::trace::kSpanKey, parent);
    by_value.parent = with_parent;
    tracer->StartSpan("by context", by_value)->End();
    StartSpanOptions root;
    root.parent = with_parent.SetValue(api::trace::kIsRootSpanKey, true);
    tracer->StartSpan("root", root)->End();
    StartSpanOptions remote;
    remote.parent =
        api::trace::SpanContext(parent->GetContext().trace_id(), parent->GetContext().span_id(),
                                api::trace::TraceFlags(1), true, api::trace::TraceState::FromHeader("vendor=1"));
    auto of_remote = tracer->StartSpan("of remote", remote);
    EXPECT_EQ(of_remote->GetContext().trace_state()->ToHeader(), "vendor=1");
    of_remote->End();
    parent->End();
    const Received received = client.receive();
    const std::string parent_id = received.span("parent").span_id();
    for (const char* name : {"by span context", "by context", "of remote"}) {
        EXPECT_EQ(received.span(name).parent_span_id(), parent_id) << name;
        EXPECT_EQ(received.span(name).trace_id(), received.span("parent").trace_id()) << name;
    }
    EXPECT_EQ(received.span("root").parent_span_id(), "");
    EXPECT_NE(received.span("root").trace_id(), received.span("parent").trace_id());
    EXPECT_EQ(received.span("of remote").trace_state(), "vendor=1");
    EXPECT_NE(received.span("of remote").flags() & kIsRemote, 0U);
    EXPECT_EQ(received.span("by span context").flags() & kIsRemote, 0U);
}

TEST(BridgeTracesTest, HasTheLinksThatItWasStartedWith) {
    BridgedClient client;
    const auto tracer = global_tracer();
    const auto other = tracer->StartSpan("other");
    auto span = tracer->StartSpan("linked", {}, {{other->GetContext(), {{"why", "because"}}}});
#if OPENTELEMETRY_ABI_VERSION_NO >= 2
    span->AddLink(other->GetContext(), {{"why", "later"}});
#endif
    span->End();
    const WireSpan sent = client.receive().span("linked");
    ASSERT_EQ(sent.links_size(), OPENTELEMETRY_ABI_VERSION_NO);
    EXPECT_EQ(sent.links(0).span_id(), bytes_of(other->GetContext().span_id()));
    EXPECT_EQ(attributes_of(sent.links(0)), (std::map<std::string, std::string>{{"why", "because"}}));
}

// Samples what is linked to something, and tells what it saw.
class LinkSampler final : public Sampler {
public:
    explicit LinkSampler(std::vector<std::int64_t>& seen) : seen_(seen) {}
    SamplingResult should_sample(const SamplingParameters& parameters) override {
        for (const SpanLink& link : parameters.links) {
            for (const Attribute& attribute : link.attributes)
                seen_.push_back(attribute.value.as_int64());
        }
        return {parameters.links.empty() ? SamplingDecision::Drop : SamplingDecision::RecordAndSample};
    }

private:
    std::vector<std::int64_t>& seen_;
};

TEST(BridgeTracesTest, SamplersSeeTheLinks) {
    std::vector<std::int64_t> seen;
    const auto record = std::make_shared<Record>();
    TelemetryFlowClient client(test_config(), {.exporter = std::make_unique<testing::InMemoryExporter>(record),
                                               .sampler = std::make_unique<LinkSampler>(seen)});
    client.initialize();
    bridge::install(client);
    const auto tracer = global_tracer();
    const auto other = tracer->StartSpan("alone")->GetContext();
    using Numbers = std::map<std::string, int>;
    using Links = std::vector<std::pair<api::trace::SpanContext, Numbers>>;
    tracer->StartSpan("linked", Numbers{}, Links{{other, {{"number", 10}}}})->End();
    Links many;
    for (int i = 0; i < 7; ++i)
        many.push_back({other, {{"number", i}}});
    tracer->StartSpan("linked often", Numbers{}, many)->End();
    EXPECT_EQ(seen, (std::vector<std::int64_t>{10, 0, 1, 2, 3, 4, 5, 6}));
    bridge::uninstall();
    ASSERT_TRUE(client.flush().complete);
    const Received received(*record);
    ASSERT_EQ(received.spans.size(), 2U) << "without the one that is linked to nothing";
    const WireSpan often = received.span("linked often");
    ASSERT_EQ(often.links_size(), 7);
    for (int i = 0; i < 7; ++i)
        EXPECT_EQ(attributes_of(often.links(i)).at("number"), std::to_string(i));
}

TEST(BridgeTracesTest, TakesTimesOfItsOwn) {
    BridgedClient client;
    StartSpanOptions start;
    const auto began = std::chrono::system_clock::now() - std::chrono::seconds(10);
    start.start_system_time = api::common::SystemTimestamp(began);
    start.start_steady_time = api::common::SteadyTimestamp(std::chrono::steady_clock::now() - std::chrono::seconds(10));
    auto span = global_tracer()->StartSpan("past", start);
    api::trace::EndSpanOptions end;
    end.end_steady_time = api::common::SteadyTimestamp(std::chrono::steady_clock::now() - std::chrono::seconds(4));
    span->End(end);
    const WireSpan sent = client.receive().span("past");
    const auto began_at = std::chrono::duration_cast<std::chrono::nanoseconds>(began.time_since_epoch()).count();
    EXPECT_EQ(sent.start_time_unix_nano(), static_cast<std::uint64_t>(began_at));
    const double seconds = static_cast<double>(sent.end_time_unix_nano() - sent.start_time_unix_nano()) / 1e9;
    EXPECT_NEAR(seconds, 6, 1);
}

TEST(BridgeTracesTest, EndsOnceAndIgnoresWhatComesLater) {
    BridgedClient client;
    auto span = global_tracer()->StartSpan("once");
    span->End();
    span->SetAttribute("late", true);
    span->AddEvent("late");
    span->End();
    const Received received = client.receive();
    ASSERT_EQ(received.spans.size(), 1U);
    EXPECT_EQ(received.spans[0].attributes_size(), 0);
    EXPECT_EQ(received.spans[0].events_size(), 0);
}

TEST(BridgeTracesTest, EndsWithItsLastOwner) {
    BridgedClient client;
    { const auto forgotten = global_tracer()->StartSpan("forgotten"); }
    EXPECT_EQ(client.receive().spans.size(), 1U);
}

TEST(BridgeTracesTest, ASpanThatIsNotSampledKeepsItsContext) {
    TelemetryConfig config = test_config();
    config.sampler.kind = SamplerConfig::Kind::AlwaysOff;
    BridgedClient client(config);
    const auto span = global_tracer()->StartSpan("left out");
    EXPECT_FALSE(span->IsRecording());
    EXPECT_TRUE(span->GetContext().IsValid());
    EXPECT_FALSE(span->GetContext().IsSampled());
}

TEST(BridgeTracesTest, ASpanMayBeUsedByManyThreadsAtOnce) {
    BridgedClient client;
    const auto span = global_tracer()->StartSpan("shared");
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([span, thread] {
            for (int i = 0; i < 25; ++i)
                span->AddEvent("event " + std::to_string(thread));
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    span->End();
    EXPECT_EQ(client.receive().span("shared").events_size(), 100);
}

#if OPENTELEMETRY_ABI_VERSION_NO == 1
TEST(BridgeTracesTest, AFlushOfATracerDelivers) {
    BridgedClient client;
    const auto tracer = global_tracer();
    tracer->StartSpan("flushed")->End();
    tracer->ForceFlush(std::chrono::seconds(10));
    EXPECT_EQ(Received(*client.record).spans.size(), 1U);
    tracer->StartSpan("closed")->End();
    tracer->Close(std::chrono::microseconds::max());
    EXPECT_EQ(Received(*client.record).spans.size(), 2U);
}
#endif

}  // namespace
}  // namespace telemetryflow::tests
