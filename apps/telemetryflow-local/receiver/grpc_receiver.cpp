#include "receiver/grpc_receiver.hpp"

#include <grpcpp/grpcpp.h>
#include <opentelemetry/proto/collector/logs/v1/logs_service.grpc.pb.h>
#include <opentelemetry/proto/collector/metrics/v1/metrics_service.grpc.pb.h>
#include <opentelemetry/proto/collector/trace/v1/trace_service.grpc.pb.h>

#include "receiver/limits.hpp"
#include "receiver/listen_address.hpp"

namespace telemetryflow::local {

namespace {

namespace collector = opentelemetry::proto::collector;

std::optional<std::string> metadata(const grpc::ServerContext& context, const char* key) {
    const auto found = context.client_metadata().find(key);
    if (found == context.client_metadata().end()) return std::nullopt;
    return std::string(found->second.data(), found->second.size());
}

template <typename Service, typename Request>
class ExportService final : public Service::Service {
public:
    using Response = typename SignalTraits<Request>::Response;

    ExportService(Ingest& ingest, const KeyCheck& keys) : ingest_(ingest), keys_(keys) {}

    grpc::Status Export(grpc::ServerContext* context, const Request* request, Response* response) override {
        const PresentedKey presented{metadata(*context, "x-telemetryflow-key-id"),
                                     metadata(*context, "x-telemetryflow-key-secret"),
                                     metadata(*context, "authorization")};
        if (const auto why = keys_.refusal(presented, KeyRule::Open)) {
            return {grpc::StatusCode::UNAUTHENTICATED, *why};
        }
        try {
            *response = ingest_.accept(*request, "grpc", request->ByteSizeLong());
            return grpc::Status::OK;
        } catch (const DatabaseError& error) {
            return {grpc::StatusCode::UNAVAILABLE, std::string("cannot store the batch: ") + error.what()};
        }
    }

private:
    Ingest& ingest_;
    const KeyCheck& keys_;
};

}  // namespace

GrpcReceiver::GrpcReceiver(Ingest& ingest, const KeyCheck& keys) {
    using namespace collector;
    services_.push_back(std::make_unique<ExportService<trace::v1::TraceService, TraceRequest>>(ingest, keys));
    services_.push_back(std::make_unique<ExportService<logs::v1::LogsService, LogsRequest>>(ingest, keys));
    services_.push_back(std::make_unique<ExportService<metrics::v1::MetricsService, MetricsRequest>>(ingest, keys));
}

GrpcReceiver::~GrpcReceiver() {
    stop(std::chrono::system_clock::now());
}

int GrpcReceiver::start(const std::string& host, int port) {
    require_free_port(host, port);
    grpc::ServerBuilder builder;
    // gRPC would otherwise share a port that another process already serves, and each would get half of the batches.
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
    builder.SetMaxReceiveMessageSize(static_cast<int>(kMaxRequestBytes));
    int bound_port = 0;
    builder.AddListeningPort(address_of(host, port), grpc::InsecureServerCredentials(), &bound_port);
    for (auto& service : services_)
        builder.RegisterService(service.get());
    server_ = builder.BuildAndStart();
    if (server_ == nullptr || bound_port == 0) {
        throw ListenError("cannot serve gRPC on " + address_of(host, port));
    }
    return bound_port;
}

void GrpcReceiver::stop(std::chrono::system_clock::time_point deadline) {
    if (server_ == nullptr) return;
    server_->Shutdown(deadline);
    server_.reset();
}

}  // namespace telemetryflow::local
