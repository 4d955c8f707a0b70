#include "infrastructure/transport/grpc_transport.hpp"

#include "infrastructure/transport/grpc_answer.hpp"
#include "infrastructure/transport/grpc_wire.hpp"

namespace telemetryflow::infrastructure {

namespace {

const char* method_path(SignalType signal) {
    switch (signal) {
        case SignalType::Metrics: return "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
        case SignalType::Logs: return "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
        case SignalType::Traces: break;
    }
    return "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
}

RequestHeaders request_headers(const TransportOptions::Headers& headers) {
    return {{{"content-type", "application/grpc"}, {"te", "trailers"}, {"grpc-accept-encoding", "identity,gzip"}},
            headers,
            RequestHeaders::Case::Lower};
}

}  // namespace

GrpcTransport::GrpcTransport(const TransportOptions& options)
    : max_response_bytes_(options.max_response_bytes),
      headers_(request_headers(options.headers)),
      session_(options, CurlSession::Version::Http2, options.max_response_bytes + kGrpcPrefixBytes, false) {}

void GrpcTransport::set_headers(const TransportOptions::Headers& headers) {
    headers_ = request_headers(headers);
}

TransportResponse GrpcTransport::send(const TransportRequest& request) {
    const auto left =
        std::chrono::floor<std::chrono::milliseconds>(request.deadline - std::chrono::steady_clock::now());
    const auto prefix = grpc_prefix(request.gzip, static_cast<std::uint32_t>(request.body.size()));
    CurlSession::Request outgoing;
    outgoing.path = method_path(request.signal);
    // "name:" removes what libcurl would send on its own.
    outgoing.headers = headers_.with({{"expect:"},
                                      {"accept:"},
                                      {"grpc-timeout: ", grpc_timeout(left)},
                                      {"x-telemetryflow-batch-id: ", request.batch_id},
                                      {request.gzip ? "grpc-encoding: gzip" : ""}});
    outgoing.body = {prefix, request.body};
    outgoing.deadline = request.deadline;
    auto response = session_.send(outgoing);
    read_grpc_answer(session_.response(), max_response_bytes_, response);
    return response;
}

}  // namespace telemetryflow::infrastructure
