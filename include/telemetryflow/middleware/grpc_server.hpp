#pragma once

// The middleware of gRPC servers (grpc++ 1.51 or later), component `grpc`: every call becomes a span with a metric, and
// is current for its handler, whichever of the four kinds it is.
//
//     grpc::ServerBuilder builder;
//     builder.experimental().SetInterceptorCreators(grpc_server_interceptors(client));
//
// Handlers of synchronous services run within the call's context. Of services with reactors that is so for the function
// that makes the reactor, and GrpcServerCall takes it on from there; those with completion queues have the context from
// nowhere. A call that its client left has the status CANCELLED, as far as gRPC tells: when nothing could be sent any
// more, or before the handler was done. Made before the server starts; the client must outlive the server.

#include <memory>
#include <new>
#include <utility>
#include <vector>

#include <grpcpp/support/server_interceptor.h>

#include "telemetryflow/middleware/grpc_server_interceptor.hpp"
#include "telemetryflow/middleware/rpc_instrumentation.hpp"

namespace telemetryflow {

class GrpcServerInterceptorFactory final : public grpc::experimental::ServerInterceptorFactoryInterface {
public:
    explicit GrpcServerInterceptorFactory(TelemetryFlowClient& client, RpcOptions options = {})
        : telemetry_(client, SpanKind::Server, std::move(options)) {}

    grpc::experimental::Interceptor* CreateServerInterceptor(grpc::experimental::ServerRpcInfo* info) override {
        return new (std::nothrow) GrpcServerInterceptor(telemetry_, info);
    }

private:
    RpcInstrumentation telemetry_;
};

using GrpcServerInterceptors = std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>>;

/// What grpc::ServerBuilder takes, to add interceptors of your own to: they run within the call's context.
[[nodiscard]] inline GrpcServerInterceptors grpc_server_interceptors(TelemetryFlowClient& client,
                                                                     RpcOptions options = {}) {
    GrpcServerInterceptors interceptors;
    interceptors.push_back(std::make_unique<GrpcServerInterceptorFactory>(client, std::move(options)));
    return interceptors;
}

}  // namespace telemetryflow
