#pragma once

// Plain sockets on 127.0.0.1 for scripted servers.

#include <cstdint>
#include <string_view>

namespace telemetryflow::test {

/// Returns a socket that has `port`, or a free one for 0, and does not listen. Throws when it cannot.
[[nodiscard]] int bind_to_loopback(std::uint16_t port);
/// The same, listening.
[[nodiscard]] int listen_on_loopback(std::uint16_t port, int backlog = 64);
[[nodiscard]] std::uint16_t local_port(int socket);
/// Returns a blocking connection to 127.0.0.1:`port`, or -1.
[[nodiscard]] int connect_to_loopback(std::uint16_t port);
bool write_all(int socket, std::string_view data);
/// Closes `socket` with a RST instead of a FIN.
void reset_connection(int socket);

}  // namespace telemetryflow::test
