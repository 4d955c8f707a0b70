#include "senders.hpp"

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <opentelemetry/proto/collector/logs/v1/logs_service.grpc.pb.h>
#include <opentelemetry/proto/collector/metrics/v1/metrics_service.grpc.pb.h>
#include <opentelemetry/proto/collector/trace/v1/trace_service.grpc.pb.h>
#include <zlib.h>

namespace telemetryflow::local {

namespace {

namespace collector = opentelemetry::proto::collector;

template <typename Service, typename Request>
grpc::Status call(const testing::LocalBackend& backend, const Request& request, const SendOptions& options,
                  typename SignalTraits<Request>::Response* answer = nullptr) {
    grpc::ChannelArguments arguments;
    arguments.SetMaxSendMessageSize(-1);
    const auto channel =
        grpc::CreateCustomChannel(backend.grpc_endpoint(), grpc::InsecureChannelCredentials(), arguments);
    const auto stub = Service::NewStub(channel);
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    if (options.gzip) context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
    for (const auto& [key, value] : options.metadata)
        context.AddMetadata(key, value);
    typename SignalTraits<Request>::Response response;
    const auto status = stub->Export(&context, request, &response);
    if (answer != nullptr) *answer = response;
    return status;
}

}  // namespace

grpc::Status export_grpc(const testing::LocalBackend& backend, const TraceRequest& request, const SendOptions& options,
                         SignalTraits<TraceRequest>::Response* answer) {
    return call<collector::trace::v1::TraceService>(backend, request, options, answer);
}

grpc::Status export_grpc(const testing::LocalBackend& backend, const LogsRequest& request, const SendOptions& options) {
    return call<collector::logs::v1::LogsService>(backend, request, options);
}

grpc::Status export_grpc(const testing::LocalBackend& backend, const MetricsRequest& request,
                         const SendOptions& options) {
    return call<collector::metrics::v1::MetricsService>(backend, request, options);
}

template <typename Request>
void send(const testing::LocalBackend& backend, const Request& request) {
    const auto status = export_grpc(backend, request);
    EXPECT_TRUE(status.ok()) << status.error_message();
}

template void send(const testing::LocalBackend&, const TraceRequest&);
template void send(const testing::LocalBackend&, const LogsRequest&);
template void send(const testing::LocalBackend&, const MetricsRequest&);

HttpReply post(const testing::LocalBackend& backend, const std::string& path, const std::string& body,
               const std::string& content_type, const Metadata& headers) {
    httplib::Client client("127.0.0.1", backend.http_port());
    client.set_read_timeout(60, 0);
    const httplib::Headers all(headers.begin(), headers.end());
    const auto result = client.Post(path, all, body, content_type);
    if (!result) {
        ADD_FAILURE() << "POST " << path << ": " << httplib::to_string(result.error());
        return {};
    }
    return {result->status, result->body, result->get_header_value("Content-Type")};
}

std::string gzipped(const std::string& text) {
    z_stream stream{};
    deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string output(deflateBound(&stream, text.size()) + 32, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(output.data());
    stream.avail_out = static_cast<uInt>(output.size());
    deflate(&stream, Z_FINISH);
    output.resize(stream.total_out);
    deflateEnd(&stream);
    return output;
}

std::vector<std::string> column(const nlohmann::json& list, const char* field) {
    std::vector<std::string> values;
    for (const auto& item : list.at("items"))
        values.push_back(item.at(field).get<std::string>());
    return values;
}

}  // namespace telemetryflow::local
