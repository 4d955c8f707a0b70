#include "infrastructure/transport/http_transport.hpp"

#include <utility>

namespace telemetryflow::infrastructure {
namespace {

RequestHeaders request_headers(const TransportOptions::Headers& headers) {
    return {{{"Content-Type", "application/x-protobuf"}}, headers, RequestHeaders::Case::AsGiven};
}

}  // namespace

HttpTransport::HttpTransport(const TransportOptions& options)
    : paths_(options.paths),
      headers_(request_headers(options.headers)),
      session_(options, CurlSession::Version::Http1, options.max_response_bytes, true) {}

void HttpTransport::set_headers(const TransportOptions::Headers& headers) {
    headers_ = request_headers(headers);
}

TransportResponse HttpTransport::send(const TransportRequest& request) {
    CurlSession::Request outgoing;
    outgoing.path = paths_[static_cast<std::size_t>(request.signal)];
    // "Name:" removes what libcurl would send on its own.
    outgoing.headers = headers_.with({{"Expect:"},
                                      {"Accept:"},
                                      {"X-TelemetryFlow-Batch-ID: ", request.batch_id},
                                      {request.gzip ? "Content-Encoding: gzip" : ""}});
    outgoing.body = {request.body, {}};
    outgoing.deadline = request.deadline;
    auto response = session_.send(outgoing);
    if (response.status == TransportStatus::Response) response.body = std::move(session_.response().body);
    return response;
}

}  // namespace telemetryflow::infrastructure
