#pragma once

// What a response of an OTLP backend means for the batch that was sent: the tables of the OTLP specification
// ("Failures" and "OTLP/HTTP Response"), with the exceptions of the telemetryflow profile. Pure functions; safe to use
// from any thread.
//
//   transport failure  connect, timeout, connection_lost, interrupted: Retryable. tls: Held. response_too_large:
//                      Refused.
//   HTTP               2xx Delivered, less what a partial success rejects. 429, 502, 503, 504 Retryable, after
//                      Retry-After. 401, 403 Held. Everything else, 3xx included, Refused.
//   gRPC               0 Delivered. 1, 4, 10, 11, 14, 15 Retryable; 8 only with RetryInfo. 7, 16 Held. Else Refused.
//                      Without grpc-status: the HTTP status mapped as gRPC's http-grpc-status-mapping says.
//   telemetryflow      500 and gRPC UNKNOWN are Retryable as well: that backend answers so under overload.

#include <chrono>
#include <cstdint>
#include <span>
#include <string>

#include "telemetryflow/application/ports/exporter.hpp"
#include "telemetryflow/application/ports/transport.hpp"
#include "telemetryflow/domain/backend_profile.hpp"
#include "telemetryflow/domain/protocol.hpp"

namespace telemetryflow::infrastructure {

/// What was sent, and to whom.
struct ResponseContext {
    Protocol protocol = Protocol::Grpc;
    BackendProfile profile = BackendProfile::TelemetryFlow;
    std::uint64_t items = 0;
    /// The wall clock when the response arrived, for Retry-After as a date.
    std::chrono::system_clock::time_point now;
    /// Texts that are cut out of whatever the server says.
    std::span<const std::string> secrets;
};

struct Interpretation {
    ExportResult result;
    /// The batch was delivered, but the answer's body is not what OTLP says it is; the message tells.
    bool unreadable_answer = false;
};

[[nodiscard]] Interpretation interpret_response(const ResponseContext& context, const TransportResponse& response);

}  // namespace telemetryflow::infrastructure
