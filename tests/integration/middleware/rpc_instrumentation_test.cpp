// The base of the adapters for remote procedure calls, without a system of them.

#include "telemetryflow/middleware/rpc_instrumentation.hpp"

#include <map>

#include "telemetryflow/map_carrier.hpp"

#include "integration/client/test_client.hpp"
#include "integration/middleware/metric_point.hpp"

namespace telemetryflow::tests {
namespace {

using StatusCode = otlp::trace::v1::Status;
using Metadata = std::map<std::string, std::string>;

struct RpcInstrumentationTest : ::testing::Test {
    RpcCall serve(const Metadata& metadata = {}) const {
        return server.start_call({.system = "own", .method = "/shop.Orders/Show"}, MapCarrier(metadata));
    }
    RpcCall call() const {
        return caller.start_call({.system = "own", .method = "shop.Orders/Show", .server_address = "orders"});
    }

    TestClient client;
    RpcInstrumentation server{client.client, SpanKind::Server};
    RpcInstrumentation caller{client.client, SpanKind::Client};
};

TEST_F(RpcInstrumentationTest, WhatIsInjectedIsTheParentOfWhatIsServed) {
    Metadata metadata;
    {
        RpcCall out = call();
        caller.inject(out, MapCarrier(metadata));
        EXPECT_EQ(metadata.at("traceparent"), out.context().to_traceparent());
        RpcCall in = serve(metadata);
        in.end({.status = "FINE"});
        out.end({.status = "FINE"});
    }
    const Received received = client.receive();
    ASSERT_EQ(received.spans.size(), 2U);
    EXPECT_EQ(received.spans[0].kind(), Span::SPAN_KIND_SERVER);
    EXPECT_EQ(received.spans[0].parent_span_id(), received.spans[1].span_id());
    EXPECT_EQ(attributes_of(received.spans[1]), (AttributeTexts{{"rpc.system.name", "own"},
                                                                {"rpc.method", "shop.Orders/Show"},
                                                                {"rpc.response.status_code", "FINE"},
                                                                {"server.address", "orders"}}));
}

TEST_F(RpcInstrumentationTest, ACallThatNobodyEndsWasCanceled) {
    { const RpcCall out = call(); }
    const Received received = client.receive();
    const Span& span = received.span("shop.Orders/Show");
    EXPECT_EQ(span.status().code(), StatusCode::STATUS_CODE_ERROR);
    EXPECT_EQ(attributes_of(span).at("error.type"), "canceled");
    EXPECT_FALSE(attributes_of(span).contains("rpc.response.status_code"));
    EXPECT_EQ(counts_of(received, "rpc.client.call.duration").begin()->first.at("error.type"), "canceled");
}

TEST_F(RpcInstrumentationTest, AnExceptionThatBecameTheCallersMistakeIsNoFailure) {
    RpcCall in = serve();
    in.record_exception(std::out_of_range("no such order"));
    in.end({.status = "NOT_FOUND", .number = 5});
    const Received received = client.receive();
    const Span& span = received.span("shop.Orders/Show");
    EXPECT_EQ(span.status().code(), StatusCode::STATUS_CODE_UNSET);
    EXPECT_FALSE(attributes_of(span).contains("error.type"));
    ASSERT_EQ(span.events_size(), 1);
    EXPECT_EQ(attributes_of(span.events(0)),
              (AttributeTexts{{"exception.type", "std::out_of_range"}, {"exception.message", "no such order"}}));
}

TEST_F(RpcInstrumentationTest, AFailureHasItsMessage) {
    RpcCall out = call();
    out.end({.status = "BROKEN", .failed = true, .message = "the other side said no"});
    const Received received = client.receive();
    const Span& span = received.span("shop.Orders/Show");
    EXPECT_EQ(span.status().message(), "the other side said no");
    EXPECT_EQ(attributes_of(span).at("error.type"), "BROKEN");
}

TEST_F(RpcInstrumentationTest, ACallMovesAndEndsOnce) {
    RpcCall first = serve();
    RpcCall second = std::move(first);
    EXPECT_FALSE(first.is_instrumented());
    {
        const auto current = second.attach();
        client->log_info("handled");
    }
    first.end({.status = "FIRST"});
    second.end({.status = "SECOND"});
    second.end({.status = "THIRD"});
    const Received received = client.receive();
    ASSERT_EQ(received.spans.size(), 1U);
    EXPECT_EQ(attributes_of(received.spans[0]).at("rpc.response.status_code"), "SECOND");
    EXPECT_EQ(received.log("handled").span_id(), received.spans[0].span_id());
    EXPECT_EQ(counts_of(received, "rpc.server.call.duration").begin()->second, 1);
}

TEST_F(RpcInstrumentationTest, AMethodThatHasNoServiceIsOnlyAMethod) {
    const RpcInstrumentation both(client.client, SpanKind::Client, {.semantic_conventions = SemanticConventions::Both});
    both.start_call({.system = "own", .method = "ping"}).end({.status = "FINE"});
    const auto attributes = attributes_of(client.receive().span("ping"));
    EXPECT_EQ(attributes.at("rpc.system"), "own");
    EXPECT_FALSE(attributes.contains("rpc.service"));
}

TEST(RpcInstrumentationLifetimeTest, WithoutAClientThatRecordsACallDoesNothing) {
    auto record = std::make_shared<Record>();
    TelemetryFlowClient client(test_config(), {.exporter = std::make_unique<testing::InMemoryExporter>(record),
                                               .diagnostics = std::make_unique<SilentDiagnostics>()});
    const RpcInstrumentation caller(client, SpanKind::Client);
    RpcCall early = caller.start_call({.system = "own", .method = "a/b"});
    EXPECT_FALSE(early.is_instrumented());
    EXPECT_FALSE(early.attach());
    Metadata metadata;
    caller.inject(early, MapCarrier(metadata));
    EXPECT_TRUE(metadata.empty());
    early.record_exception(std::out_of_range("x"));
    early.end({});
    client.initialize();
    RpcCall late = caller.start_call({.system = "own", .method = "a/b"});
    client.shutdown();
    late.end({.status = "FINE"});
    caller.start_call({.system = "own", .method = "a/b"}).end({.status = "FINE"});
    EXPECT_TRUE(Received(*record).spans.empty());
}

}  // namespace
}  // namespace telemetryflow::tests
