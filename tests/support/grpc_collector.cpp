#include "support/grpc_collector.hpp"

#include <stdexcept>
#include <thread>

#include <opentelemetry/proto/collector/logs/v1/logs_service.grpc.pb.h>
#include <opentelemetry/proto/collector/metrics/v1/metrics_service.grpc.pb.h>
#include <opentelemetry/proto/collector/trace/v1/trace_service.grpc.pb.h>

#include "support/grpc_leaks.hpp"

namespace telemetryflow::test {

namespace {

namespace collector = opentelemetry::proto::collector;
using TraceResponse = collector::trace::v1::ExportTraceServiceResponse;
using MetricsResponse = collector::metrics::v1::ExportMetricsServiceResponse;
using LogsResponse = collector::logs::v1::ExportLogsServiceResponse;

void set_rejected(TraceResponse& response, std::int64_t count) {
    response.mutable_partial_success()->set_rejected_spans(count);
}
void set_rejected(MetricsResponse& response, std::int64_t count) {
    response.mutable_partial_success()->set_rejected_data_points(count);
}
void set_rejected(LogsResponse& response, std::int64_t count) {
    response.mutable_partial_success()->set_rejected_log_records(count);
}

}  // namespace

template <typename Service, typename Request, typename Response>
class GrpcCollector::Receiver final : public Service {
public:
    Receiver(GrpcCollector& owner, SignalType signal) : owner_(owner), signal_(signal) {}

    grpc::Status Export(grpc::ServerContext* context, const Request* request, Response* response) override {
        GrpcCall call;
        call.signal = signal_;
        call.message = request->SerializeAsString();
        for (const auto& [name, value] : context->client_metadata()) {
            call.metadata.emplace_back(std::string(name.data(), name.size()), std::string(value.data(), value.size()));
        }
        call.peer = context->peer();
        call.deadline = context->deadline();
        const auto answer = owner_.next_answer(std::move(call));
        while (answer.hold && !context->IsCancelled())
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        if (answer.gzip) context->set_compression_algorithm(GRPC_COMPRESS_GZIP);
        if (answer.rejected != 0 || !answer.error_message.empty()) {
            set_rejected(*response, answer.rejected);
            response->mutable_partial_success()->set_error_message(answer.error_message);
        }
        return answer.status;
    }

private:
    GrpcCollector& owner_;
    SignalType signal_;
};

std::vector<std::string> GrpcCall::values(const std::string& name) const {
    std::vector<std::string> found;
    for (const auto& [key, value] : metadata) {
        if (key == name) found.push_back(value);
    }
    return found;
}

GrpcCollector::GrpcCollector(const Options& options) {
    using collector::logs::v1::ExportLogsServiceRequest;
    using collector::metrics::v1::ExportMetricsServiceRequest;
    using collector::trace::v1::ExportTraceServiceRequest;
    services_.push_back(
        std::make_unique<
            Receiver<collector::trace::v1::TraceService::Service, ExportTraceServiceRequest, TraceResponse>>(
            *this, SignalType::Traces));
    services_.push_back(
        std::make_unique<
            Receiver<collector::metrics::v1::MetricsService::Service, ExportMetricsServiceRequest, MetricsResponse>>(
            *this, SignalType::Metrics));
    services_.push_back(
        std::make_unique<Receiver<collector::logs::v1::LogsService::Service, ExportLogsServiceRequest, LogsResponse>>(
            *this, SignalType::Logs));
    std::shared_ptr<grpc::ServerCredentials> credentials = grpc::InsecureServerCredentials();
    if (!options.tls_key.empty()) {
        const auto client = options.tls_client_ca.empty() ? GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE
                                                          : GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY;
        grpc::SslServerCredentialsOptions tls(client);
        tls.pem_key_cert_pairs.push_back({options.tls_key, options.tls_cert});
        tls.pem_root_certs = options.tls_client_ca;
        credentials = grpc::SslServerCredentials(tls);
    }
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:" + std::to_string(options.port), credentials, &port_);
    builder.SetMaxReceiveMessageSize(8 << 20);
    if (options.max_connection_age_ms) {
        builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, *options.max_connection_age_ms);
        builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, 30'000);
    }
    if (options.max_connection_idle_ms) {
        builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, *options.max_connection_idle_ms);
    }
    for (const auto& service : services_)
        builder.RegisterService(service.get());
    server_ = builder.BuildAndStart();
    if (server_ == nullptr || port_ == 0) throw std::runtime_error("the gRPC server did not start");
}

GrpcCollector::~GrpcCollector() {
    server_->Shutdown(std::chrono::system_clock::now());
}

void GrpcCollector::script(GrpcAnswer answer) {
    const std::lock_guard lock(mutex_);
    script_.push_back(std::move(answer));
}

std::vector<GrpcCall> GrpcCollector::calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
}

std::size_t GrpcCollector::connections() const {
    const std::lock_guard lock(mutex_);
    return peers_.size();
}

GrpcAnswer GrpcCollector::next_answer(GrpcCall call) {
    const std::lock_guard lock(mutex_);
    peers_.insert(call.peer);
    if (!forgetful_) calls_.push_back(std::move(call));
    if (script_.empty()) return {};
    auto answer = std::move(script_.front());
    script_.pop_front();
    return answer;
}

}  // namespace telemetryflow::test
