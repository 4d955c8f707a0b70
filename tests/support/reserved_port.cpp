#include "support/reserved_port.hpp"

#include <unistd.h>

#include "support/loopback_socket.hpp"

namespace telemetryflow::test {

ReservedPort::ReservedPort() : socket_(bind_to_loopback(0)), number_(local_port(socket_)) {}

ReservedPort::~ReservedPort() {
    ::close(socket_);
}

}  // namespace telemetryflow::test
