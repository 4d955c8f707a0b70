#pragma once

// Whom a TLS connection trusts and how it shows itself. A plain value, made once; safe to read from any thread.

#include <string>

namespace telemetryflow::infrastructure {

struct TlsOptions {
    std::string ca_file = {};           // PEM, instead of the system's roots
    std::string client_cert_file = {};  // PEM
    std::string client_key_file = {};   // PEM, not encrypted
    /// Sent as SNI, verified, and used as Host or :authority, instead of the URL's host.
    std::string server_name = {};
};

}  // namespace telemetryflow::infrastructure
