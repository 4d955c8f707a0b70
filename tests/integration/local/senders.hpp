// Sends requests to a running backend with grpc++ and cpp-httplib, neither of which the SDK uses.
#pragma once

#include <map>
#include <string>

#include <grpcpp/support/status.h>

#include "receiver/signals.hpp"
#include "support/local_backend.hpp"

namespace telemetryflow::local {

using Metadata = std::map<std::string, std::string>;

struct SendOptions {
    Metadata metadata;
    bool gzip = false;
};

grpc::Status export_grpc(const testing::LocalBackend& backend, const TraceRequest& request,
                         const SendOptions& options = {}, SignalTraits<TraceRequest>::Response* answer = nullptr);
grpc::Status export_grpc(const testing::LocalBackend& backend, const LogsRequest& request,
                         const SendOptions& options = {});
grpc::Status export_grpc(const testing::LocalBackend& backend, const MetricsRequest& request,
                         const SendOptions& options = {});

// Over gRPC; fails the test when it is not accepted.
template <typename Request>
void send(const testing::LocalBackend& backend, const Request& request);

struct HttpReply {
    int status = 0;
    std::string body;
    std::string content_type;
};

inline constexpr const char* kProtobuf = "application/x-protobuf";
inline constexpr const char* kJson = "application/json";

HttpReply post(const testing::LocalBackend& backend, const std::string& path, const std::string& body,
               const std::string& content_type, const Metadata& headers = {});

std::string gzipped(const std::string& text);

// The values of one field of every item of a list, in order.
std::vector<std::string> column(const nlohmann::json& list, const char* field);

}  // namespace telemetryflow::local
