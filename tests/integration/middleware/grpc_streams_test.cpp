// Streams that do not end as they should, and services with reactors.

#include "integration/middleware/grpc_test.hpp"

namespace telemetryflow::tests {
namespace {

using GrpcStreamsTest = GrpcTest;

TEST_F(GrpcStreamsTest, AStreamThatTheClientLeavesIsCancelledForBoth) {
    {
        grpc::ClientContext context;
        EchoMessage request;
        request.set_text("endless");
        EchoMessage response;
        const auto stream = stub->Expand(&context, request);
        EXPECT_TRUE(stream->Read(&response));
        context.TryCancel();
        // Nobody asks for the status.
    }
    const Received received = stop_and_receive();
    EXPECT_EQ(attributes_of(called(received)).at("error.type"), "CANCELLED");
    EXPECT_EQ(attributes_of(served(received)).at("rpc.response.status_code"), "CANCELLED")
        << "whatever the handler answered into the void";
    EXPECT_EQ(served(received).status().code(), StatusCode::STATUS_CODE_UNSET);
}

TEST_F(GrpcStreamsTest, TheEndOfAStreamIsNoError) {
    EXPECT_TRUE(call(CallKind::ServerStreaming).ok());
    const Received received = stop_and_receive();
    EXPECT_EQ(called(received).status().code(), StatusCode::STATUS_CODE_UNSET);
    EXPECT_EQ(called(received).events_size(), 0);
}

/// Answers from a thread of its own, long after the function that made it.
class SlowReactor final : public grpc::ServerUnaryReactor {
public:
    SlowReactor(TelemetryFlowClient& client, bool fails)
        : call_(GrpcServerCall::current()), thread_([this, &client, fails] {
              try {
                  call_->run([&] {
                      client.log_info("handled");
                      if (fails) throw std::out_of_range("out of cheese");
                  });
                  Finish(grpc::Status::OK);
              } catch (const std::exception& error) {
                  Finish({grpc::StatusCode::INTERNAL, error.what()});
              }
          }) {}
    void OnDone() override {
        thread_.detach();
        delete this;
    }

private:
    std::shared_ptr<GrpcServerCall> call_;
    std::thread thread_;
};

class ReactorService final : public Echo::CallbackService {
public:
    explicit ReactorService(TelemetryFlowClient& client) : client_(client) {}

    grpc::ServerUnaryReactor* Unary(grpc::CallbackServerContext* context, const EchoMessage* request,
                                    EchoMessage*) override {
        if (request->text().empty()) {
            client_.log_info("handled");
            auto* reactor = context->DefaultReactor();
            reactor->Finish(grpc::Status::OK);
            return reactor;
        }
        return new SlowReactor(client_, request->text() == "throw");
    }

private:
    TelemetryFlowClient& client_;
};

struct GrpcReactorsTest : ::testing::Test {
    Received call(const std::string& text) {
        grpc::ClientContext context;
        call_echo(*stub, CallKind::Unary, context, text);
        server.stop();
        return client.receive();
    }

    TestClient client;
    EchoServer server{std::make_unique<ReactorService>(client.client), client.client};
    std::unique_ptr<test::Echo::Stub> stub =
        test::Echo::NewStub(grpc::CreateChannel(server.target(), grpc::InsecureChannelCredentials()));
};

TEST_F(GrpcReactorsTest, WhereTheReactorIsMadeTheCallIsCurrent) {
    const Received received = call("");
    const Span& span = received.span("telemetryflow.test.Echo/Unary");
    EXPECT_EQ(received.log("handled").span_id(), span.span_id());
    EXPECT_EQ(attributes_of(span).at("rpc.response.status_code"), "OK");
}

TEST_F(GrpcReactorsTest, AReactorTakesItsCallAlong) {
    const Received received = call("later");
    const Span& span = received.span("telemetryflow.test.Echo/Unary");
    EXPECT_EQ(received.log("handled").span_id(), span.span_id());
    EXPECT_GE(span.end_time_unix_nano(), received.log("handled").time_unix_nano());
}

TEST_F(GrpcReactorsTest, WhatAReactorThrowsIsRecorded) {
    const Received received = call("throw");
    const Span& span = received.span("telemetryflow.test.Echo/Unary");
    EXPECT_EQ(attributes_of(span).at("rpc.response.status_code"), "INTERNAL");
    EXPECT_EQ(attributes_of(span).at("error.type"), "std::out_of_range");
    EXPECT_EQ(span.events_size(), 1);
}

}  // namespace
}  // namespace telemetryflow::tests
