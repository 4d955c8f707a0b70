#include "infrastructure/transport/grpc_transport.hpp"

#include "infrastructure/transport/grpc_wire.hpp"
#include "infrastructure/transport/gzip_inflate.hpp"

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
    read_status(response);
    if (response.status == TransportStatus::Response && response.grpc_status == 0) read_message(response);
    return response;
}

void GrpcTransport::read_status(TransportResponse& response) {
    const auto& raw = session_.response();
    if (raw.grpc_status.empty()) {
        if (response.status == TransportStatus::Response && response.http_status == 200 &&
            response.content_type.starts_with("application/grpc")) {
            read_lost_status(response);
        }
        return;
    }
    // With a status the answer is complete, however the stream ended: a server may reset it after its trailers, and
    // need not read a request to its end.
    if (response.status == TransportStatus::ConnectionLost) response.status = TransportStatus::Response;
    if (response.status != TransportStatus::Response) return;
    response.error.clear();
    response.grpc_status = parse_grpc_status(raw.grpc_status);
    response.grpc_message = percent_decode(raw.grpc_message);
    response.grpc_status_details = base64_decode(raw.grpc_status_details).value_or(std::string());
}

/// libcurl before 8.0 drops the trailers of a stream that ends in the same read as a GOAWAY, and reports success. A
/// server writes the message of a unary call only with status OK, so a whole message stands for the status.
void GrpcTransport::read_lost_status(TransportResponse& response) const {
    if (parse_grpc_frame(session_.response().body)) {
        response.grpc_status = 0;
    } else {
        response.status = TransportStatus::ConnectionLost;
        response.error = "the stream ended without a status";
    }
}

void GrpcTransport::read_message(TransportResponse& response) {
    auto& raw = session_.response();
    const auto frame = parse_grpc_frame(raw.body);
    if (!frame) {
        response.error = "the answer is not one gRPC message";
    } else if (!frame->compressed) {
        response.body = frame->message;
    } else if (raw.grpc_encoding != "gzip") {
        response.error = "the answer is compressed in a way that was not asked for";
    } else {
        switch (gzip_inflate(frame->message, max_response_bytes_, response.body)) {
            case InflateResult::Done: break;
            case InflateResult::Malformed: response.error = "the answer's gzip is malformed"; break;
            case InflateResult::TooLarge: response.status = TransportStatus::ResponseTooLarge; break;
        }
    }
}

}  // namespace telemetryflow::infrastructure
