#include "infrastructure/transport/grpc_answer.hpp"

#include "infrastructure/transport/grpc_wire.hpp"
#include "infrastructure/transport/gzip_inflate.hpp"

namespace telemetryflow::infrastructure {
namespace {

/// libcurl before 8.0 drops the trailers of a stream that ends in the same read as a GOAWAY, and reports success. A
/// server writes the message of a unary call only with status OK, so a whole message stands for the status.
void read_lost_status(const ResponseCollector& raw, TransportResponse& response) {
    if (parse_grpc_frame(raw.body)) {
        response.grpc_status = 0;
    } else {
        response.status = TransportStatus::ConnectionLost;
        response.error = "the stream ended without a status";
    }
}

void read_status(const ResponseCollector& raw, TransportResponse& response) {
    if (raw.grpc_status.empty()) {
        if (response.status == TransportStatus::Response && response.http_status == 200 &&
            response.content_type.starts_with("application/grpc")) {
            read_lost_status(raw, response);
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

void read_message(const ResponseCollector& raw, std::size_t max_bytes, TransportResponse& response) {
    const auto frame = parse_grpc_frame(raw.body);
    if (!frame) {
        response.error = "the answer is not one gRPC message";
    } else if (!frame->compressed) {
        response.body = frame->message;
    } else if (raw.grpc_encoding != "gzip") {
        response.error = "the answer is compressed in a way that was not asked for";
    } else {
        switch (gzip_inflate(frame->message, max_bytes, response.body)) {
            case InflateResult::Done: break;
            case InflateResult::Malformed: response.error = "the answer's gzip is malformed"; break;
            case InflateResult::TooLarge: response.status = TransportStatus::ResponseTooLarge; break;
        }
    }
}

}  // namespace

void read_grpc_answer(const ResponseCollector& raw, std::size_t max_message_bytes, TransportResponse& response) {
    read_status(raw, response);
    if (response.status == TransportStatus::Response && response.grpc_status == 0) {
        read_message(raw, max_message_bytes, response);
    }
}

}  // namespace telemetryflow::infrastructure
