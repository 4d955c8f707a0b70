#pragma once

// One call of each kind to the echo server, as a program makes it.

#include <string>

#include <grpcpp/grpcpp.h>

#include "echo.grpc.pb.h"

namespace telemetryflow::tests {

enum class CallKind { Unary, ClientStreaming, ServerStreaming, Bidirectional };

inline std::string method_of(CallKind kind) {
    switch (kind) {
        case CallKind::Unary: return "telemetryflow.test.Echo/Unary";
        case CallKind::ClientStreaming: return "telemetryflow.test.Echo/Collect";
        case CallKind::ServerStreaming: return "telemetryflow.test.Echo/Expand";
        case CallKind::Bidirectional: return "telemetryflow.test.Echo/Chat";
    }
    return {};
}

inline grpc::Status call_echo(test::Echo::Stub& stub, CallKind kind, grpc::ClientContext& context,
                              const std::string& text = "", int status = 0) {
    test::EchoMessage request;
    request.set_text(text);
    request.set_status(status);
    test::EchoMessage response;
    switch (kind) {
        case CallKind::Unary: return stub.Unary(&context, request, &response);
        case CallKind::ClientStreaming: {
            const auto stream = stub.Collect(&context, &response);
            stream->Write(request);
            stream->Write(request);
            stream->WritesDone();
            return stream->Finish();
        }
        case CallKind::ServerStreaming: {
            const auto stream = stub.Expand(&context, request);
            while (stream->Read(&response)) {
            }
            return stream->Finish();
        }
        case CallKind::Bidirectional: {
            const auto stream = stub.Chat(&context);
            for (int i = 0; i < 2; ++i) {
                stream->Write(request);
                stream->Read(&response);
            }
            stream->WritesDone();
            return stream->Finish();
        }
    }
    return {};
}

}  // namespace telemetryflow::tests
