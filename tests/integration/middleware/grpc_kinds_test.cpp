// What a call of each kind leaves on both sides.

#include "integration/middleware/grpc_test.hpp"
#include "support/grpc_leaks.hpp"

namespace telemetryflow::tests {
namespace {

class GrpcKindsTest : public GrpcTest, public ::testing::WithParamInterface<CallKind> {};

TEST_P(GrpcKindsTest, ACallIsASpanOnBothSidesAndCurrentForItsHandler) {
    {
        const ContextGuard baggage = client->attach(Baggage().with("tenant", "7"));
        const auto outer = client->span("outer");
        EXPECT_TRUE(call(GetParam()).ok());
        EXPECT_EQ(client->current_context(), outer.context()) << "the call itself is not current";
    }
    const Received received = stop_and_receive();
    const Span client_span = called(received);
    const Span server_span = served(received);
    EXPECT_EQ(client_span.name(), method_of(GetParam()));
    EXPECT_EQ(client_span.parent_span_id(), received.span("outer").span_id());
    EXPECT_EQ(server_span.name(), method_of(GetParam()));
    EXPECT_EQ(server_span.parent_span_id(), client_span.span_id());
    EXPECT_EQ(server_span.trace_id(), received.span("outer").trace_id());
    EXPECT_EQ(received.span("work").parent_span_id(), server_span.span_id());
    EXPECT_EQ(received.log("handled").span_id(), received.span("work").span_id());
    EXPECT_EQ(attributes_of(received.log("handled")).at("tenant"), "7");
    for (const Span& span : {client_span, server_span})
        EXPECT_EQ(span.status().code(), StatusCode::STATUS_CODE_UNSET);
}

TEST_P(GrpcKindsTest, AttributesAndMetricsAreThoseOfTheConventions) {
    EXPECT_TRUE(call(GetParam()).ok());
    const Received received = stop_and_receive();
    const std::string port = std::to_string(server.port());
    EXPECT_EQ(attributes_of(called(received)), (AttributeTexts{{"rpc.system.name", "grpc"},
                                                               {"rpc.method", method_of(GetParam())},
                                                               {"rpc.response.status_code", "OK"},
                                                               {"server.address", "127.0.0.1"},
                                                               {"server.port", port}}));
    auto attributes = attributes_of(served(received));
    EXPECT_NE(attributes["network.peer.port"], "");
    attributes.erase("network.peer.port");
    EXPECT_EQ(attributes, (AttributeTexts{{"rpc.system.name", "grpc"},
                                          {"rpc.method", method_of(GetParam())},
                                          {"rpc.response.status_code", "OK"},
                                          {"client.address", "127.0.0.1"},
                                          {"network.peer.address", "127.0.0.1"}}));
    EXPECT_EQ(
        counts_of(received, "rpc.server.call.duration"),
        (std::map<AttributeTexts, std::int64_t>{
            {{{"rpc.system.name", "grpc"}, {"rpc.method", method_of(GetParam())}, {"rpc.response.status_code", "OK"}},
             1}}));
    EXPECT_EQ(counts_of(received, "rpc.client.call.duration"),
              (std::map<AttributeTexts, std::int64_t>{{{{"rpc.system.name", "grpc"},
                                                        {"rpc.method", method_of(GetParam())},
                                                        {"rpc.response.status_code", "OK"},
                                                        {"server.address", "127.0.0.1"},
                                                        {"server.port", port}},
                                                       1}}));
    EXPECT_EQ(received.metric("rpc.server.call.duration").unit(), "s");
}

TEST_P(GrpcKindsTest, AFailureOfTheServerIsOneOnBothSides) {
    EXPECT_EQ(call(GetParam(), "", grpc::StatusCode::INTERNAL).error_code(), grpc::StatusCode::INTERNAL);
    const Received received = stop_and_receive();
    for (const Span& span : {called(received), served(received)}) {
        EXPECT_EQ(span.status().code(), StatusCode::STATUS_CODE_ERROR);
        EXPECT_EQ(attributes_of(span).at("error.type"), "INTERNAL");
    }
}

TEST_P(GrpcKindsTest, WhatAHandlerThrowsIsUnknownToTheClient) {
    const grpc::Status bare = call(GetParam(), "throw");
    const grpc::Status recorded = call(GetParam(), "recorded throw");
    EXPECT_EQ(recorded.error_code(), grpc::StatusCode::UNKNOWN);
    EXPECT_EQ(recorded.error_message(), bare.error_message()) << "recording changes no answer";
    EXPECT_EQ(call(GetParam(), "recorded unknown").error_code(), grpc::StatusCode::UNKNOWN);
    std::map<std::string, int> events_of_type;
    for (const Span& span : of_kind(stop_and_receive(), Span::SPAN_KIND_SERVER)) {
        EXPECT_EQ(span.status().code(), StatusCode::STATUS_CODE_ERROR);
        const auto attributes = attributes_of(span);
        EXPECT_EQ(attributes.at("rpc.response.status_code"), "UNKNOWN");
        events_of_type[attributes.at("error.type")] = span.events_size();
    }
    EXPECT_EQ(events_of_type, (std::map<std::string, int>{{"UNKNOWN", 0}, {"std::out_of_range", 1}, {"unknown", 1}}));
}

TEST_P(GrpcKindsTest, ACallThatTheClientCancelsIsAccountedOnBothSides) {
    grpc::ClientContext context;
    std::thread canceller([&] {
        EXPECT_TRUE(test::wait_until([&] { return !client.receive().logs.empty(); })) << "the handler is at work";
        context.TryCancel();
    });
    EXPECT_EQ(call_echo(*stub, GetParam(), context, "until cancelled").error_code(), grpc::StatusCode::CANCELLED);
    canceller.join();
    const Received received = stop_and_receive();
    EXPECT_EQ(attributes_of(called(received)).at("rpc.response.status_code"), "CANCELLED");
    EXPECT_EQ(called(received).status().code(), StatusCode::STATUS_CODE_ERROR);
    EXPECT_EQ(attributes_of(served(received)).at("rpc.response.status_code"), "CANCELLED");
    EXPECT_EQ(served(received).status().code(), StatusCode::STATUS_CODE_UNSET) << "no failure of the server";
    EXPECT_EQ(counts_of(received, "rpc.server.call.duration").begin()->first.at("rpc.response.status_code"),
              "CANCELLED");
}

TEST_P(GrpcKindsTest, ACallThatTakesTooLongExceedsItsDeadline) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(200));
    EXPECT_EQ(call_echo(*stub, GetParam(), context, "until cancelled").error_code(),
              grpc::StatusCode::DEADLINE_EXCEEDED);
    const Received received = stop_and_receive();
    EXPECT_EQ(attributes_of(called(received)).at("error.type"), "DEADLINE_EXCEEDED");
    // On a slow machine the request may not have come that far.
    if (received.logs.empty() || attributes_of(received.log("handled")).at("text").empty()) return;
    EXPECT_EQ(attributes_of(served(received)).at("rpc.response.status_code"), "CANCELLED");
}

INSTANTIATE_TEST_SUITE_P(Kinds, GrpcKindsTest,
                         ::testing::Values(CallKind::Unary, CallKind::ClientStreaming, CallKind::ServerStreaming,
                                           CallKind::Bidirectional),
                         [](const auto& kind) {
                             const std::string method = method_of(kind.param);
                             return method.substr(method.find('/') + 1);
                         });

}  // namespace
}  // namespace telemetryflow::tests
