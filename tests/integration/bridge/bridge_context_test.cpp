// The current context is one, whether a program or a library makes it current.

#include <map>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "integration/bridge/bridged_client.hpp"

namespace telemetryflow::tests {
namespace {

using api::context::RuntimeContext;
using api::trace::Scope;
using api::trace::Tracer;

class MapTextCarrier final : public api::context::propagation::TextMapCarrier {
public:
    [[nodiscard]] api::nostd::string_view Get(api::nostd::string_view key) const noexcept override {
        const auto found = headers.find(std::string(key));
        return found == headers.end() ? api::nostd::string_view() : api::nostd::string_view(found->second);
    }
    void Set(api::nostd::string_view key, api::nostd::string_view value) noexcept override {
        headers[std::string(key)] = std::string(value);
    }

    std::map<std::string, std::string> headers;
};

TEST(BridgeContextTest, ASpanOfTheClientIsTheParentOfTheLibrarys) {
    BridgedClient client;
    {
        const telemetryflow::Span outer = client->span("outer");
        EXPECT_EQ(bytes_of(Tracer::GetCurrentSpan()->GetContext().span_id()),
                  std::string(reinterpret_cast<const char*>(outer.context().span_id.bytes.data()), 8));
        global_tracer()->StartSpan("inner")->End();
    }
    EXPECT_FALSE(Tracer::GetCurrentSpan()->GetContext().IsValid());
    const Received received = client.receive();
    EXPECT_EQ(received.span("inner").parent_span_id(), received.span("outer").span_id());
}

TEST(BridgeContextTest, AScopeOfTheLibraryHoldsForTheClient) {
    BridgedClient client;
    {
        const auto outer = global_tracer()->StartSpan("outer");
        const Scope scope(outer);
        EXPECT_EQ(Tracer::GetCurrentSpan().get(), outer.get());
        { const telemetryflow::Span inner = client->span("inner"); }
        client->log_info("inside");
        EXPECT_EQ(Tracer::GetCurrentSpan().get(), outer.get());
        outer->End();
    }
    client->log_info("outside");
    const Received received = client.receive();
    EXPECT_EQ(received.span("inner").parent_span_id(), received.span("outer").span_id());
    EXPECT_EQ(received.log("inside").span_id(), received.span("outer").span_id());
    EXPECT_EQ(received.log("outside").span_id(), "");
}

TEST(BridgeContextTest, BothNestInEachOther) {
    BridgedClient client;
    {
        const telemetryflow::Span first = client->span("1");
        const auto second = global_tracer()->StartSpan("2");
        const Scope scope(second);
        const telemetryflow::Span third = client->span("3");
        const auto fourth = global_tracer()->StartSpan("4");
        const Scope inner(fourth);
        client->log_info("deep");
        fourth->End();
        second->End();
    }
    const Received received = client.receive();
    EXPECT_EQ(received.span("1").parent_span_id(), "");
    EXPECT_EQ(received.span("2").parent_span_id(), received.span("1").span_id());
    EXPECT_EQ(received.span("3").parent_span_id(), received.span("2").span_id());
    EXPECT_EQ(received.span("4").parent_span_id(), received.span("3").span_id());
    EXPECT_EQ(received.log("deep").span_id(), received.span("4").span_id());
}

TEST(BridgeContextTest, ValuesOfOtherKeysStayBesideTheSpan) {
    BridgedClient client;
    const auto token = RuntimeContext::Attach(RuntimeContext::GetCurrent().SetValue("key", std::int64_t{7}));
    const auto span = global_tracer()->StartSpan("span");
    {
        const Scope scope(span);
        EXPECT_EQ(api::nostd::get<std::int64_t>(RuntimeContext::GetValue("key")), 7);
        const telemetryflow::Span above = client->span("above");
        EXPECT_EQ(api::nostd::get<std::int64_t>(RuntimeContext::GetValue("key")), 7);
    }
    EXPECT_EQ(api::nostd::get<std::int64_t>(RuntimeContext::GetValue("key")), 7);
    EXPECT_FALSE(Tracer::GetCurrentSpan()->GetContext().IsValid());
}

TEST(BridgeContextTest, DetachesInAnyOrder) {
    BridgedClient client;
    const auto tracer = global_tracer();
    const auto one = tracer->StartSpan("one");
    const auto two = tracer->StartSpan("two");
    auto first = RuntimeContext::Attach(RuntimeContext::GetCurrent().SetValue(api::trace::kSpanKey, one));
    auto second = RuntimeContext::Attach(RuntimeContext::GetCurrent().SetValue(api::trace::kSpanKey, two));
    EXPECT_EQ(Tracer::GetCurrentSpan().get(), two.get());
    EXPECT_TRUE(RuntimeContext::Detach(*first));
    EXPECT_FALSE(Tracer::GetCurrentSpan()->GetContext().IsValid());
    EXPECT_FALSE(RuntimeContext::Detach(*second)) << "it went with what was below it";
}

TEST(BridgeContextTest, IsEachThreadsOwn) {
    BridgedClient client;
    const auto span = global_tracer()->StartSpan("here");
    const Scope scope(span);
    std::thread([] { EXPECT_FALSE(Tracer::GetCurrentSpan()->GetContext().IsValid()); }).join();
    const api::context::Context captured = RuntimeContext::GetCurrent();
    std::thread([&] {
        const auto token = RuntimeContext::Attach(captured);
        client->log_info("there");
    }).join();
    EXPECT_EQ(client.receive().log("there").span_id(), bytes_of(span->GetContext().span_id()));
}

TEST(BridgeContextTest, BaggageIsSeenFromBothSides) {
    BridgedClient client;
    {
        const ContextGuard guard = client->attach(Baggage().with("tenant", "a"));
        std::string value;
        api::baggage::GetBaggage(RuntimeContext::GetCurrent())->GetValue("tenant", value);
        EXPECT_EQ(value, "a");
    }
    api::context::Context current = RuntimeContext::GetCurrent();
    const auto token = RuntimeContext::Attach(
        api::baggage::SetBaggage(current, api::baggage::Baggage::GetDefault()->Set("tenant", "b")));
    EXPECT_EQ(client->current_baggage().get("tenant"), "b");
}

TEST(BridgeContextTest, ContextsTravelByTheGlobalPropagator) {
    BridgedClient client;
    const auto propagator = api::context::propagation::GlobalTextMapPropagator::GetGlobalPropagator();
    MapTextCarrier carrier;
    const auto span = global_tracer()->StartSpan("client");
    {
        const Scope scope(span);
        propagator->Inject(carrier, RuntimeContext::GetCurrent());
    }
    EXPECT_EQ(carrier.headers.count("traceparent"), 1U);
    carrier.headers["baggage"] = "tenant=c";
    api::context::Context empty;
    const api::context::Context extracted = propagator->Extract(carrier, empty);
    const auto remote = api::trace::GetSpan(extracted)->GetContext();
    EXPECT_EQ(bytes_of(remote.span_id()), bytes_of(span->GetContext().span_id()));
    EXPECT_TRUE(remote.IsRemote());
    std::string tenant;
    EXPECT_TRUE(api::baggage::GetBaggage(extracted)->GetValue("tenant", tenant));
    EXPECT_EQ(tenant, "c");
    std::vector<std::string> fields;
    propagator->Fields([&](api::nostd::string_view field) {
        fields.emplace_back(field);
        return true;
    });
    EXPECT_EQ(fields, (std::vector<std::string>{"traceparent", "tracestate", "baggage"}));
}

TEST(BridgeContextTest, WhatCannotBeReadLeavesTheContextAsItIs) {
    BridgedClient client;
    MapTextCarrier carrier;
    carrier.headers["traceparent"] = "nonsense";
    api::context::Context before("key", true);
    const auto propagator = api::context::propagation::GlobalTextMapPropagator::GetGlobalPropagator();
    EXPECT_TRUE(propagator->Extract(carrier, before) == before);
}

}  // namespace
}  // namespace telemetryflow::tests
