#include "receiver/rpc_status.hpp"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <grpcpp/support/status_code_enum.h>

namespace telemetryflow::local {

namespace {

constexpr std::uint32_t kCodeTag = 1U << 3U;
constexpr std::uint32_t kMessageTag = 2U << 3U | 2U;

}  // namespace

int rpc_code_of(int http_status) {
    switch (http_status) {
        case 413: return grpc::StatusCode::RESOURCE_EXHAUSTED;
        case 503: return grpc::StatusCode::UNAVAILABLE;
        default: return grpc::StatusCode::INVALID_ARGUMENT;
    }
}

std::string rpc_status_protobuf(int code, const std::string& message) {
    std::string bytes;
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream output(&stream);
    output.WriteTag(kCodeTag);
    output.WriteVarint32(static_cast<std::uint32_t>(code));
    output.WriteTag(kMessageTag);
    output.WriteVarint32(static_cast<std::uint32_t>(message.size()));
    output.WriteString(message);
    output.Trim();
    return bytes;
}

}  // namespace telemetryflow::local
