#pragma once

// What a response that came over HTTP/2 says as the answer to a unary gRPC call. A pure function over hostile bytes;
// safe to use from any thread.

#include <cstddef>

#include "telemetryflow/application/ports/transport.hpp"

#include "infrastructure/transport/response_collector.hpp"

namespace telemetryflow::infrastructure {

/// Reads status, details and message of `raw` into `response`, whose fields of HTTP are set. A message of more than
/// `max_message_bytes` makes it ResponseTooLarge.
void read_grpc_answer(const ResponseCollector& raw, std::size_t max_message_bytes, TransportResponse& response);

}  // namespace telemetryflow::infrastructure
