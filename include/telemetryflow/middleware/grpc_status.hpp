#pragma once

// The status of a gRPC call as telemetry has it. Pure functions; safe to use from any thread. Follows OpenTelemetry's
// semantic conventions for gRPC.

#include <string_view>

#include <grpcpp/support/status.h>

#include "telemetryflow/middleware/rpc_result.hpp"

namespace telemetryflow {

/// The name of the code; "UNKNOWN" for numbers that gRPC does not define.
[[nodiscard]] inline std::string_view grpc_status_name(grpc::StatusCode code) noexcept {
    switch (code) {
        case grpc::StatusCode::OK: return "OK";
        case grpc::StatusCode::CANCELLED: return "CANCELLED";
        case grpc::StatusCode::INVALID_ARGUMENT: return "INVALID_ARGUMENT";
        case grpc::StatusCode::DEADLINE_EXCEEDED: return "DEADLINE_EXCEEDED";
        case grpc::StatusCode::NOT_FOUND: return "NOT_FOUND";
        case grpc::StatusCode::ALREADY_EXISTS: return "ALREADY_EXISTS";
        case grpc::StatusCode::PERMISSION_DENIED: return "PERMISSION_DENIED";
        case grpc::StatusCode::RESOURCE_EXHAUSTED: return "RESOURCE_EXHAUSTED";
        case grpc::StatusCode::FAILED_PRECONDITION: return "FAILED_PRECONDITION";
        case grpc::StatusCode::ABORTED: return "ABORTED";
        case grpc::StatusCode::OUT_OF_RANGE: return "OUT_OF_RANGE";
        case grpc::StatusCode::UNIMPLEMENTED: return "UNIMPLEMENTED";
        case grpc::StatusCode::INTERNAL: return "INTERNAL";
        case grpc::StatusCode::UNAVAILABLE: return "UNAVAILABLE";
        case grpc::StatusCode::DATA_LOSS: return "DATA_LOSS";
        case grpc::StatusCode::UNAUTHENTICATED: return "UNAUTHENTICATED";
        default: return "UNKNOWN";
    }
}

/// Whether a status is the server's own failure, and not what its client asked for.
[[nodiscard]] inline bool is_grpc_server_failure(grpc::StatusCode code) noexcept {
    switch (code) {
        case grpc::StatusCode::DEADLINE_EXCEEDED:
        case grpc::StatusCode::UNIMPLEMENTED:
        case grpc::StatusCode::INTERNAL:
        case grpc::StatusCode::UNAVAILABLE:
        case grpc::StatusCode::DATA_LOSS: return true;
        default: return grpc_status_name(code) == "UNKNOWN";
    }
}

/// How a call ended for its server.
[[nodiscard]] inline RpcResult grpc_server_result(grpc::StatusCode code) noexcept {
    return {.status = grpc_status_name(code), .number = code, .failed = is_grpc_server_failure(code)};
}

/// How a call ended for its client, to which every status but OK is a failure.
[[nodiscard]] inline RpcResult grpc_client_result(grpc::StatusCode code) noexcept {
    return {.status = grpc_status_name(code), .number = code, .failed = code != grpc::StatusCode::OK};
}

}  // namespace telemetryflow
