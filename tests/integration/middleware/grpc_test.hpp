#pragma once

// What the tests of the component grpc share: a client, a server and a channel over it, and what arrived of both.

#include <memory>
#include <vector>

#include "telemetryflow/integration/grpc_client.hpp"

#include "integration/client/test_client.hpp"
#include "integration/middleware/echo_call.hpp"
#include "integration/middleware/echo_server.hpp"
#include "integration/middleware/metric_point.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::tests {

struct GrpcTest : ::testing::Test {
    using StatusCode = otlp::trace::v1::Status;

    grpc::Status call(CallKind kind, const std::string& text = "", int status = 0) {
        grpc::ClientContext context;
        return call_echo(*stub, kind, context, text, status);
    }

    /// What arrived once every call has ended for its server too.
    Received stop_and_receive() {
        server.stop();
        return client.receive();
    }

    static std::vector<Span> of_kind(const Received& received, Span::SpanKind kind) {
        std::vector<Span> found;
        for (const Span& span : received.spans)
            if (span.kind() == kind) found.push_back(span);
        return found;
    }
    /// The only one of its kind; a test failure when there is none or more.
    static Span only(const Received& received, Span::SpanKind kind) {
        const std::vector<Span> found = of_kind(received, kind);
        EXPECT_EQ(found.size(), 1U);
        return found.empty() ? Span() : found.front();
    }
    static Span served(const Received& received) { return only(received, Span::SPAN_KIND_SERVER); }
    static Span called(const Received& received) { return only(received, Span::SPAN_KIND_CLIENT); }

    TestClient client;
    EchoServer server{client.client};
    std::unique_ptr<test::Echo::Stub> stub =
        test::Echo::NewStub(make_grpc_channel(client.client, server.target(), grpc::InsecureChannelCredentials()));
};

}  // namespace telemetryflow::tests
