#pragma once

// A call that a gRPC server is handling. Shared by the interceptor and by the handler, which may hold it as long as it
// works. Safe to use from any thread, but for span(), which is the handler's until it has finished the call.

#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include <grpcpp/support/status.h>

#include "telemetryflow/middleware/grpc_status.hpp"
#include "telemetryflow/middleware/rpc_call.hpp"

namespace telemetryflow {

class GrpcServerCall {
public:
    /// The call whose handler runs on the calling thread; null when there is none. A reactor that works on later keeps
    /// what it gets in its constructor.
    [[nodiscard]] static std::shared_ptr<GrpcServerCall> current() noexcept { return current_slot(); }

    explicit GrpcServerCall(RpcCall call) noexcept : call_(std::move(call)) {}

    [[nodiscard]] Span& span() noexcept { return call_.span(); }

    /// Calls `work()` with the call's context current; an exception is recorded and handed on.
    template <class Work>
    decltype(auto) run(Work&& work) {
        const std::optional<ContextGuard> context = call_.attach();
        try {
            return std::forward<Work>(work)();
        } catch (...) {
            const std::lock_guard lock(mutex_);
            call_.record_current_exception();
            throw;
        }
    }

private:
    friend class GrpcServerInterceptor;

    static std::shared_ptr<GrpcServerCall>& current_slot() noexcept {
        static thread_local std::shared_ptr<GrpcServerCall> current;
        return current;
    }

    // Of what the client still wanted, something could not be sent: it has left.
    void set_left() noexcept {
        const std::lock_guard lock(mutex_);
        left_ = true;
    }
    void set_status(grpc::StatusCode code) noexcept {
        const std::lock_guard lock(mutex_);
        if (!left_) code_ = code;
        answered_ = true;
        if (closed_) call_.end(grpc_server_result(code_));
    }
    // The connection has no more of the call: the answer is out, or nobody waits for one and the handler does not know.
    void set_closed() noexcept {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        if (answered_) {
            call_.end(grpc_server_result(code_));
        } else {
            left_ = true;
        }
    }
    // The handler has gone without an answer.
    void set_gone() noexcept {
        const std::lock_guard lock(mutex_);
        call_.end(grpc_server_result(code_));
    }

    std::mutex mutex_;
    RpcCall call_;
    grpc::StatusCode code_ = grpc::StatusCode::CANCELLED;
    bool left_ = false;
    bool answered_ = false;
    bool closed_ = false;
};

/// GrpcServerCall::run() of the current call; without one, just `work()`. gRPC turns what a handler throws into the
/// status UNKNOWN, and nobody but the handler can see what it was.
template <class Work>
decltype(auto) record_grpc_exceptions(Work&& work) {
    if (const auto call = GrpcServerCall::current()) return call->run(std::forward<Work>(work));
    return std::forward<Work>(work)();
}

}  // namespace telemetryflow
