// GrpcReceiver: OTLP/gRPC. Owned by Backend; the server's threads call Ingest. start() and stop() belong to one thread.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <grpcpp/server.h>

#include "receiver/ingest.hpp"
#include "receiver/key_check.hpp"

namespace telemetryflow::local {

class GrpcReceiver {
public:
    GrpcReceiver(Ingest& ingest, const KeyCheck& keys);
    ~GrpcReceiver();
    GrpcReceiver(const GrpcReceiver&) = delete;
    GrpcReceiver& operator=(const GrpcReceiver&) = delete;

    // Serves on `host`; port 0 picks a free one. Returns the port. Throws ListenError when it is taken.
    int start(const std::string& host, int port);
    // Refuses new calls, and cancels those still running at the deadline.
    void stop(std::chrono::system_clock::time_point deadline);

private:
    std::vector<std::unique_ptr<grpc::Service>> services_;
    std::unique_ptr<grpc::Server> server_;
};

}  // namespace telemetryflow::local
