#pragma once

// What follows one call of a gRPC server from its metadata to its end. gRPC owns it and calls it from its threads.

#include <memory>
#include <utility>

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_interceptor.h>

#include "telemetryflow/middleware/grpc_address.hpp"
#include "telemetryflow/middleware/grpc_metadata.hpp"
#include "telemetryflow/middleware/grpc_server_call.hpp"
#include "telemetryflow/middleware/rpc_instrumentation.hpp"

namespace telemetryflow {

class GrpcServerInterceptor final : public grpc::experimental::Interceptor {
public:
    GrpcServerInterceptor(const RpcInstrumentation& telemetry, grpc::experimental::ServerRpcInfo* info) noexcept
        : telemetry_(telemetry), info_(info) {}
    GrpcServerInterceptor(const GrpcServerInterceptor&) = delete;
    GrpcServerInterceptor& operator=(const GrpcServerInterceptor&) = delete;
    ~GrpcServerInterceptor() override {
        if (call_) call_->set_gone();
    }

    // Proceed() may destroy this object, so it is last.
    void Intercept(grpc::experimental::InterceptorBatchMethods* methods) override {
        using Hook = grpc::experimental::InterceptionHookPoints;
        if (!call_ && methods->QueryInterceptionHookPoint(Hook::POST_RECV_INITIAL_METADATA)) {
            start(*methods);
            if (call_) return proceed_within(*methods, call_);
        } else if (call_) {
            if (methods->QueryInterceptionHookPoint(Hook::POST_SEND_MESSAGE) && !methods->GetSendMessageStatus())
                call_->set_left();
            if (methods->QueryInterceptionHookPoint(Hook::PRE_SEND_STATUS))
                call_->set_status(methods->GetSendStatus().error_code());
            if (methods->QueryInterceptionHookPoint(Hook::POST_RECV_CLOSE)) call_->set_closed();
        }
        methods->Proceed();
    }

private:
    void start(grpc::experimental::InterceptorBatchMethods& methods) noexcept try {
        const auto* metadata = methods.GetRecvInitialMetadata();
        if (metadata == nullptr) return;
        const GrpcAddress peer(info_->server_context()->peer());
        RpcCall call = telemetry_.start_call(
            {.system = "grpc", .method = info_->method(), .peer_address = peer.host(), .peer_port = peer.port()},
            GrpcReceivedMetadata(*metadata));
        if (call.is_instrumented()) call_ = std::make_shared<GrpcServerCall>(std::move(call));
    } catch (...) {
        // Out of memory: the call is handled without a record.
    }

    // The handlers of synchronous services, and the beginning of those with reactors, run within Proceed().
    static void proceed_within(grpc::experimental::InterceptorBatchMethods& methods,
                               std::shared_ptr<GrpcServerCall> call) {
        auto& slot = GrpcServerCall::current_slot();
        const std::shared_ptr<GrpcServerCall> before = std::exchange(slot, std::move(call));
        const std::optional<ContextGuard> context = slot->call_.attach();
        methods.Proceed();
        slot = before;
    }

    const RpcInstrumentation& telemetry_;
    grpc::experimental::ServerRpcInfo* info_;
    std::shared_ptr<GrpcServerCall> call_;
};

}  // namespace telemetryflow
