// Statuses, callers, options and many calls at once.

#include <set>

#include "integration/middleware/grpc_test.hpp"
#include "support/reserved_port.hpp"

namespace telemetryflow::tests {
namespace {

using GrpcMiddlewareTest = GrpcTest;

const std::string kTrace = "0af7651916cd43dd8448eb211c80319c";
const std::string kTraceparent = "00-" + kTrace + "-b7ad6b7169203331-01";

/// A call that carries just these metadata, from a channel without an interceptor.
void call_with(const EchoServer& server, const std::vector<std::pair<std::string, std::string>>& metadata) {
    const auto stub = test::Echo::NewStub(grpc::CreateChannel(server.target(), grpc::InsecureChannelCredentials()));
    grpc::ClientContext context;
    for (const auto& [key, value] : metadata)
        context.AddMetadata(key, value);
    EXPECT_TRUE(call_echo(*stub, CallKind::Unary, context).ok());
}

TEST_F(GrpcMiddlewareTest, AServersFailuresAreItsOwnAndAClientsAreAll) {
    constexpr int kLast = grpc::StatusCode::UNAUTHENTICATED;
    for (int code = 1; code <= kLast; ++code)
        EXPECT_EQ(call(CallKind::Unary, "", code).error_code(), code);
    const std::set<std::string> failures{"UNKNOWN",  "DEADLINE_EXCEEDED", "UNIMPLEMENTED",
                                         "INTERNAL", "UNAVAILABLE",       "DATA_LOSS"};
    const Received received = stop_and_receive();
    std::set<std::string> seen;
    for (const Span& span : of_kind(received, Span::SPAN_KIND_SERVER)) {
        const auto attributes = attributes_of(span);
        const std::string status = attributes.at("rpc.response.status_code");
        const bool failed = failures.contains(status);
        seen.insert(status);
        EXPECT_EQ(span.status().code(), failed ? StatusCode::STATUS_CODE_ERROR : StatusCode::STATUS_CODE_UNSET)
            << status;
        EXPECT_EQ(attributes.contains("error.type"), failed) << status;
    }
    EXPECT_EQ(seen.size(), static_cast<std::size_t>(kLast));
    for (const Span& span : of_kind(received, Span::SPAN_KIND_CLIENT)) {
        EXPECT_EQ(span.status().code(), StatusCode::STATUS_CODE_ERROR);
        EXPECT_EQ(attributes_of(span).at("error.type"), attributes_of(span).at("rpc.response.status_code"));
    }
}

TEST_F(GrpcMiddlewareTest, ASampledCallersTraceGoesOn) {
    call_with(server, {{"traceparent", kTraceparent}, {"tracestate", "rojo=1"}, {"baggage", "tenant=J%C3%BCrgen"}});
    const Received received = stop_and_receive();
    EXPECT_EQ(served(received).trace_state(), "rojo=1");
    EXPECT_EQ(served(received).flags(), 0x301U) << "sampled, the parent is remote";
    const auto trace = TraceId::from_hex(kTrace);
    EXPECT_EQ(served(received).trace_id(), std::string(trace->bytes.begin(), trace->bytes.end()));
    EXPECT_EQ(attributes_of(received.log("handled")).at("tenant"), "J\xC3\xBCrgen");
}

TEST_F(GrpcMiddlewareTest, AnUnsampledCallersDecisionHolds) {
    call_with(server, {{"traceparent", kTraceparent.substr(0, 53) + "00"}});
    const Received received = stop_and_receive();
    EXPECT_TRUE(received.spans.empty());
    EXPECT_EQ(counts_of(received, "rpc.server.call.duration").size(), 1U) << "metrics know no sampling";
}

TEST_F(GrpcMiddlewareTest, MalformedMetadataBeginANewTrace) {
    call_with(server, {{"traceparent", "nonsense"}, {"tracestate", "rojo=1"}});
    call_with(server, {{"traceparent", kTraceparent}, {"traceparent", kTraceparent}});
    call_with(server, {{"baggage", "tenant=7"}, {"baggage", "big=" + std::string(6000, 'x')}, {"baggage", "no"}});
    const Received received = stop_and_receive();
    EXPECT_EQ(of_kind(received, Span::SPAN_KIND_SERVER).size(), 3U);
    for (const Span& span : of_kind(received, Span::SPAN_KIND_SERVER)) {
        EXPECT_EQ(span.parent_span_id(), "");
        EXPECT_EQ(span.trace_state(), "");
    }
}

TEST_F(GrpcMiddlewareTest, AnOlderTraceparentOfTheCallersIsReplaced) {
    grpc::ClientContext context;
    context.AddMetadata("traceparent", kTraceparent);
    EXPECT_TRUE(call_echo(*stub, CallKind::Unary, context).ok());
    const Received received = stop_and_receive();
    EXPECT_EQ(served(received).parent_span_id(), called(received).span_id());
}

TEST_F(GrpcMiddlewareTest, ACallThatReachesNobodyIsAFailure) {
    const test::ReservedPort nobody;
    const std::string target = "127.0.0.1:" + std::to_string(nobody.number());
    const auto stub_of_nobody =
        test::Echo::NewStub(make_grpc_channel(client.client, "dns:///" + target, grpc::InsecureChannelCredentials()));
    grpc::ClientContext context;
    EXPECT_EQ(call_echo(*stub_of_nobody, CallKind::Unary, context).error_code(), grpc::StatusCode::UNAVAILABLE);
    const auto attributes = attributes_of(called(client.receive()));
    EXPECT_EQ(attributes.at("error.type"), "UNAVAILABLE");
    EXPECT_EQ(attributes.at("server.address") + ":" + attributes.at("server.port"), target);
}

TEST_F(GrpcMiddlewareTest, ExcludedMethodsLeaveNothing) {
    EchoServer quiet(client.client, {.excluded_methods = {"telemetryflow.test.Echo/U*"}});
    call_with(quiet, {{"traceparent", kTraceparent}});
    quiet.stop();
    const Received received = client.receive();
    EXPECT_TRUE(of_kind(received, Span::SPAN_KIND_SERVER).empty());
    EXPECT_EQ(received.span("work").parent_span_id(), "");
    EXPECT_TRUE(counts_of(received, "rpc.server.call.duration").empty());
}

TEST_F(GrpcMiddlewareTest, OlderNamesComeWhenAskedFor) {
    EchoServer both(client.client, {.semantic_conventions = SemanticConventions::Both});
    const auto stub_of_both =
        test::Echo::NewStub(make_grpc_channel(client.client, both.target(), grpc::InsecureChannelCredentials(),
                                              {.semantic_conventions = SemanticConventions::Both}));
    grpc::ClientContext context;
    EXPECT_EQ(call_echo(*stub_of_both, CallKind::Unary, context, "", grpc::StatusCode::NOT_FOUND).error_code(),
              grpc::StatusCode::NOT_FOUND);
    both.stop();
    const Received received = client.receive();
    for (const Span& span : {called(received), served(received)}) {
        const auto attributes = attributes_of(span);
        EXPECT_EQ(attributes.at("rpc.system"), "grpc");
        EXPECT_EQ(attributes.at("rpc.service"), "telemetryflow.test.Echo");
        EXPECT_EQ(attributes.at("rpc.grpc.status_code"), "5");
        EXPECT_EQ(attributes.at("rpc.method"), "telemetryflow.test.Echo/Unary");
    }
    const std::map<AttributeTexts, std::int64_t> expected{{{{"rpc.system", "grpc"},
                                                            {"rpc.service", "telemetryflow.test.Echo"},
                                                            {"rpc.method", "Unary"},
                                                            {"rpc.grpc.status_code", "5"}},
                                                           1}};
    EXPECT_EQ(counts_of(received, "rpc.server.duration"), expected);
    EXPECT_EQ(counts_of(received, "rpc.client.duration"), expected);
    EXPECT_EQ(received.metric("rpc.client.duration").unit(), "ms");
}

TEST_F(GrpcMiddlewareTest, WithoutPropagationEachSideHasItsOwnTrace) {
    EchoServer distrustful(client.client, {.record_duration = false, .propagate = false});
    call_with(distrustful, {{"traceparent", kTraceparent}});
    distrustful.stop();
    const auto silent = test::Echo::NewStub(
        make_grpc_channel(client.client, server.target(), grpc::InsecureChannelCredentials(), {.propagate = false}));
    grpc::ClientContext context;
    EXPECT_TRUE(call_echo(*silent, CallKind::Unary, context).ok());
    const Received received = stop_and_receive();
    for (const Span& span : of_kind(received, Span::SPAN_KIND_SERVER))
        EXPECT_EQ(span.parent_span_id(), "");
    EXPECT_EQ(counts_of(received, "rpc.server.call.duration").begin()->second, 1) << "of the server that records it";
}

TEST_F(GrpcMiddlewareTest, ManyCallsAtOnceAreToldApart) {
    constexpr int kThreads = 20;
    constexpr int kCalls = 5;
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
        threads.emplace_back([&, i] {
            for (int n = 0; n < kCalls; ++n) {
                const ContextGuard baggage = client->attach(Baggage().with("tenant", std::to_string(i)));
                const auto outer = client->span("outer", SpanKind::Internal, {{"tenant", std::to_string(i)}});
                EXPECT_TRUE(call(static_cast<CallKind>((i + n) % 4)).ok());
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    const Received received = stop_and_receive();
    std::map<std::string, std::string> tenant_of_trace;
    std::map<std::string, std::string> server_of_trace;
    for (const Span& span : received.spans) {
        if (span.name() == "outer") tenant_of_trace[span.trace_id()] = attributes_of(span).at("tenant");
        if (span.kind() == Span::SPAN_KIND_SERVER) server_of_trace[span.trace_id()] = span.span_id();
    }
    EXPECT_EQ(server_of_trace.size(), static_cast<std::size_t>(kThreads * kCalls));
    ASSERT_EQ(received.logs.size(), static_cast<std::size_t>(kThreads * kCalls));
    for (const LogRecord& log : received.logs)
        EXPECT_EQ(attributes_of(log).at("tenant"), tenant_of_trace[log.trace_id()]);
    for (const Span& span : received.spans) {
        if (span.name() != "work") continue;
        EXPECT_EQ(span.parent_span_id(), server_of_trace[span.trace_id()]);
    }
}

TEST(GrpcLifetimeTest, CallsBeforeInitializeAndAfterShutdownGoThrough) {
    auto record = std::make_shared<Record>();
    TelemetryFlowClient client(test_config(), {.exporter = std::make_unique<testing::InMemoryExporter>(record),
                                               .diagnostics = std::make_unique<SilentDiagnostics>()});
    TestClient of_handlers;
    EchoServer server(std::make_unique<EchoService>(of_handlers.client), client);
    const auto stub =
        test::Echo::NewStub(make_grpc_channel(client, server.target(), grpc::InsecureChannelCredentials()));
    const auto call = [&] {
        grpc::ClientContext context;
        EXPECT_TRUE(call_echo(*stub, CallKind::Bidirectional, context).ok());
    };
    call();
    client.initialize();
    call();
    // Its server's end comes after its client's.
    EXPECT_TRUE(test::wait_until([&] {
        client.flush();
        return Received(*record).spans.size() == 2U;
    }));
    client.shutdown();
    call();
    server.stop();
    EXPECT_EQ(Received(*record).spans.size(), 2U);
}

}  // namespace
}  // namespace telemetryflow::tests
