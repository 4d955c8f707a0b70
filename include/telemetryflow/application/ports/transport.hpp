#pragma once

// The port between the OTLP exporter, which knows what a response means, and the wire, which only carries bytes.
// One thread sends at a time; interrupt() may come from any thread.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "telemetryflow/domain/signal_type.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

struct TransportRequest {
    SignalType signal = SignalType::Traces;
    /// The message as it goes out: compressed when `gzip` is set, without gRPC's length prefix.
    std::span<const std::byte> body;
    bool gzip = false;
    std::string_view batch_id;
    std::chrono::steady_clock::time_point deadline;
};

enum class TransportStatus : std::uint8_t {
    /// A complete response arrived; its codes say what it means.
    Response,
    /// No connection: refused, unreachable, name not resolved.
    ConnectFailed,
    /// TLS could not be agreed on or the peer's certificate is not trusted.
    TlsFailed,
    /// The deadline passed.
    TimedOut,
    /// The connection ended before a complete response.
    ConnectionLost,
    /// The response was larger than the limit (4 MiB decompressed).
    ResponseTooLarge,
    /// interrupt() ended the call.
    Interrupted,
};

struct TransportResponse {
    TransportStatus status = TransportStatus::Response;
    /// HTTP status; 0 when none arrived.
    int http_status = 0;
    /// gRPC status; -1 when the response carried none (always so for OTLP/HTTP).
    int grpc_status = -1;
    /// grpc-message, percent-decoded.
    std::string grpc_message;
    /// grpc-status-details-bin, base64-decoded: a serialised google.rpc.Status.
    std::string grpc_status_details;
    std::string content_type;
    /// The Retry-After header as it came.
    std::string retry_after;
    /// The decompressed body; for gRPC the message without its length prefix.
    std::string body;
    /// What failed, for people: printable, without secrets.
    std::string error;
};

class TELEMETRYFLOW_EXPORT Transport {
public:
    Transport() = default;
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;
    virtual ~Transport() = default;

    /// Sends one request and waits for its response, at most until its deadline. Never throws for what the peer does.
    virtual TransportResponse send(const TransportRequest& request) = 0;
    /// Replaces the headers that every request carries besides the protocol's own. By the sending thread.
    virtual void set_headers(const std::vector<std::pair<std::string, std::string>>& /*headers*/) {}
    /// Ends a running send() at once with Interrupted, and every later one.
    virtual void interrupt() noexcept = 0;
    /// See Exporter::abandon_after_fork().
    virtual void abandon_after_fork() noexcept {}
};

}  // namespace telemetryflow
