#pragma once

// OTLP/gRPC: unary calls as HTTP/2 POSTs. Over TLS the server has to agree on HTTP/2 (ALPN); in plaintext it is assumed
// to speak it. One thread sends; interrupt() may come from any thread. Keepalive is as HttpTransport says: TCP probes,
// since libcurl sends no HTTP/2 pings on its own.

#include "telemetryflow/application/ports/transport.hpp"

#include "infrastructure/transport/curl_session.hpp"
#include "infrastructure/transport/request_headers.hpp"
#include "infrastructure/transport/transport_options.hpp"

namespace telemetryflow::infrastructure {

class GrpcTransport final : public Transport {
public:
    /// `options.paths` is not used: gRPC has its own.
    explicit GrpcTransport(const TransportOptions& options);

    TransportResponse send(const TransportRequest& request) override;
    void set_headers(const TransportOptions::Headers& headers) override;
    void interrupt() noexcept override { session_.interrupt(); }
    void abandon_after_fork() noexcept override { session_.abandon_after_fork(); }

private:
    std::size_t max_response_bytes_;
    RequestHeaders headers_;
    CurlSession session_;
};

}  // namespace telemetryflow::infrastructure
