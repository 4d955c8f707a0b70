// Quoted by docs/guides/middleware.md.

#include <grpcpp/grpcpp.h>

#include "telemetryflow/integration/grpc_client.hpp"
#include "telemetryflow/middleware/grpc_server.hpp"

using namespace telemetryflow;

grpc::Status find_order(int id);

void serve_orders(TelemetryFlowClient& client, grpc::Service& orders) {
    // [server]
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:50051", grpc::InsecureServerCredentials());
    builder.RegisterService(&orders);
    builder.experimental().SetInterceptorCreators(grpc_server_interceptors(client));
    const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
    // [/server]
    server->Wait();
}

grpc::Status show_order(int id) {
    // [exceptions]
    return record_grpc_exceptions([&] { return find_order(id); });
    // [/exceptions]
}

std::shared_ptr<grpc::Channel> call_orders(TelemetryFlowClient& client) {
    // [client]
    auto channel = make_grpc_channel(client, "orders.internal:50051", grpc::InsecureChannelCredentials());
    // [/client]
    return channel;
}
