#pragma once

// Channels of gRPC (grpc++ 1.51 or later) whose calls are spans below what is current, with their context sent along;
// component `grpc`. All four kinds of calls, synchronous or not. The client must outlive the channel.
//
//     auto channel = make_grpc_channel(client, "orders.internal:50051", grpc::SslCredentials({}));
//     Orders::Stub orders(channel);

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <grpcpp/create_channel.h>
#include <grpcpp/support/channel_arguments.h>
#include <grpcpp/support/client_interceptor.h>

#include "telemetryflow/integration/grpc_client_interceptor.hpp"
#include "telemetryflow/middleware/grpc_address.hpp"
#include "telemetryflow/middleware/rpc_instrumentation.hpp"

namespace telemetryflow {

class GrpcClientInterceptorFactory final : public grpc::experimental::ClientInterceptorFactoryInterface {
public:
    /// `target` is what the channel is made with; it tells the server's address.
    GrpcClientInterceptorFactory(TelemetryFlowClient& client, const std::string& target, RpcOptions options = {})
        : telemetry_(client, SpanKind::Client, std::move(options)), server_(target) {}

    grpc::experimental::Interceptor* CreateClientInterceptor(grpc::experimental::ClientRpcInfo* info) override try {
        RpcCall call = telemetry_.start_call({.system = "grpc",
                                              .method = info->method(),
                                              .server_address = server_.host(),
                                              .server_port = server_.port()});
        return call.is_instrumented() ? new GrpcClientInterceptor(telemetry_, std::move(call)) : nullptr;
    } catch (...) {
        return nullptr;  // Out of memory: the call goes out without a record.
    }

private:
    RpcInstrumentation telemetry_;
    GrpcAddress server_;
};

/// grpc::CreateCustomChannel() with the interceptor.
[[nodiscard]] inline std::shared_ptr<grpc::Channel> make_grpc_channel(
    TelemetryFlowClient& client, const std::string& target,
    const std::shared_ptr<grpc::ChannelCredentials>& credentials, RpcOptions options = {},
    const grpc::ChannelArguments& arguments = {}) {
    std::vector<std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface>> interceptors;
    interceptors.push_back(std::make_unique<GrpcClientInterceptorFactory>(client, target, std::move(options)));
    return grpc::experimental::CreateCustomChannelWithInterceptors(target, credentials, arguments,
                                                                   std::move(interceptors));
}

}  // namespace telemetryflow
