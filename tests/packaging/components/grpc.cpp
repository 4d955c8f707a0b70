#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include "telemetryflow/integration/grpc_client.hpp"
#include "telemetryflow/middleware/grpc_server.hpp"

#include "program.hpp"

int main() {
    return run("rpc.client.call.duration", [](telemetryflow::TelemetryFlowClient& client) {
        grpc::ServerBuilder builder;
        builder.experimental().SetInterceptorCreators(telemetryflow::grpc_server_interceptors(client));
        grpc::GenericStub stub(
            telemetryflow::make_grpc_channel(client, "127.0.0.1:1", grpc::InsecureChannelCredentials()));
        grpc::CompletionQueue queue;
        grpc::ClientContext context;
        const auto call = stub.PrepareUnaryCall(&context, "/shop.Orders/Show", grpc::ByteBuffer(), &queue);
        call->StartCall();
        grpc::ByteBuffer response;
        grpc::Status status;
        call->Finish(&response, &status, nullptr);
        void* tag = nullptr;
        bool ok = false;
        queue.Next(&tag, &ok);
    });
}
