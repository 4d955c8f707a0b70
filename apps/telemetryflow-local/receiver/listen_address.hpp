// Where a server listens, and why it cannot.
#pragma once

#include <stdexcept>
#include <string>

namespace telemetryflow::local {

// An address that cannot be served, with the system's reason.
class ListenError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// "host:port", with an IPv6 host in brackets.
std::string address_of(const std::string& host, int port);

// Throws ListenError when nothing can listen there. Port 0 checks
// the host only. Both server libraries report a failed bind without its reason.
void require_free_port(const std::string& host, int port);

}  // namespace telemetryflow::local
