#pragma once

// OTLP/HTTP with protobuf bodies over HTTP/1.1. Redirects are never followed. One thread sends; interrupt() may come
// from any thread.
//
// Keepalive: libcurl cannot send HTTP pings on its own, so GrpcKeepaliveConfig sets TCP probes. With
// permit_without_stream = false they are switched off while no request is running.

#include "telemetryflow/application/ports/transport.hpp"

#include "infrastructure/transport/curl_session.hpp"
#include "infrastructure/transport/request_headers.hpp"
#include "infrastructure/transport/transport_options.hpp"

namespace telemetryflow::infrastructure {

class HttpTransport final : public Transport {
public:
    explicit HttpTransport(const TransportOptions& options);

    TransportResponse send(const TransportRequest& request) override;
    void set_headers(const TransportOptions::Headers& headers) override;
    void interrupt() noexcept override { session_.interrupt(); }
    void abandon_after_fork() noexcept override { session_.abandon_after_fork(); }

private:
    std::array<std::string, kSignalCount> paths_;
    RequestHeaders headers_;
    CurlSession session_;
};

}  // namespace telemetryflow::infrastructure
