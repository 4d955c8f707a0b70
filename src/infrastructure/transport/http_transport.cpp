#include "infrastructure/transport/http_transport.hpp"

#include <utility>

namespace telemetryflow::infrastructure {

HttpTransport::HttpTransport(const TransportOptions& options)
    : paths_(options.paths),
      headers_({{"Content-Type", "application/x-protobuf"}}, options.headers, RequestHeaders::Case::AsGiven),
      session_(options, CurlSession::Version::Http1, options.max_response_bytes, true) {}

TransportResponse HttpTransport::send(const TransportRequest& request) {
    // "Name:" removes what libcurl would send on its own.
    std::vector<std::string> lines{"Expect:", "Accept:"};
    lines.push_back("X-TelemetryFlow-Batch-ID: " + std::string(request.batch_id));
    if (request.gzip) lines.emplace_back("Content-Encoding: gzip");
    CurlSession::Request outgoing;
    outgoing.path = paths_[static_cast<std::size_t>(request.signal)];
    outgoing.headers = headers_.with(std::move(lines));
    outgoing.body = {request.body, {}};
    outgoing.deadline = request.deadline;
    auto response = session_.send(outgoing);
    if (response.status == TransportStatus::Response) response.body = std::move(session_.response().body);
    return response;
}

}  // namespace telemetryflow::infrastructure
