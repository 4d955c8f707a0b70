#pragma once

// What follows one call of a gRPC client from its start to its status. gRPC owns it and calls it from its threads. A
// call whose status nobody asks for is recorded when its grpc::ClientContext goes.

#include <utility>

#include <grpcpp/support/client_interceptor.h>

#include "telemetryflow/middleware/grpc_metadata.hpp"
#include "telemetryflow/middleware/grpc_status.hpp"
#include "telemetryflow/middleware/rpc_instrumentation.hpp"

namespace telemetryflow {

class GrpcClientInterceptor final : public grpc::experimental::Interceptor {
public:
    GrpcClientInterceptor(const RpcInstrumentation& telemetry, RpcCall call) noexcept
        : telemetry_(telemetry), call_(std::move(call)) {}
    GrpcClientInterceptor(const GrpcClientInterceptor&) = delete;
    GrpcClientInterceptor& operator=(const GrpcClientInterceptor&) = delete;
    ~GrpcClientInterceptor() override { call_.end(grpc_client_result(grpc::StatusCode::CANCELLED)); }

    // Proceed() may lead to the end of this object, so it is last.
    void Intercept(grpc::experimental::InterceptorBatchMethods* methods) override {
        using Hook = grpc::experimental::InterceptionHookPoints;
        if (methods->QueryInterceptionHookPoint(Hook::PRE_SEND_INITIAL_METADATA)) {
            if (auto* metadata = methods->GetSendInitialMetadata())
                telemetry_.inject(call_, GrpcSentMetadata(*metadata));
        }
        if (methods->QueryInterceptionHookPoint(Hook::POST_RECV_STATUS)) {
            if (const grpc::Status* status = methods->GetRecvStatus()) {
                call_.end(grpc_client_result(status->error_code()));
            }
        }
        methods->Proceed();
    }

private:
    const RpcInstrumentation& telemetry_;
    RpcCall call_;
};

}  // namespace telemetryflow
