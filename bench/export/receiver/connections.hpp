#pragma once

// The receiving end of loopback connections, one thread each. Everything here runs in the receiver's process.

#include <string_view>

#include "export/receiver/receiver_counts.hpp"

namespace telemetryflow::bench {

/// Serves one connection to its end; the caller closes it.
using ServeConnection = void (*)(int socket, ReceiverCounts& counts);

/// HTTP/1.1 with keep-alive and bodies with Content-Length.
void serve_http_connection(int socket, ReceiverCounts& counts);
/// HTTP/2 with prior knowledge and unary gRPC calls, one at a time.
void serve_grpc_connection(int socket, ReceiverCounts& counts);

/// Listens on a port of its own, which it tells in `counts`, and hands each connection to `serve`.
[[noreturn]] void serve_connections(ReceiverCounts& counts, ServeConnection serve);

/// Sends all of `bytes`; false when the peer is gone.
[[nodiscard]] bool send_all(int socket, std::string_view bytes);

}  // namespace telemetryflow::bench
