#pragma once

// An HTTPS server that takes everything, with a certificate of its own. Ended by the destructor.

#include <string>

#include <sys/types.h>

namespace telemetryflow::bench {

class TlsReceiver {
public:
    /// Throws std::runtime_error when the openssl command or Python is missing.
    TlsReceiver();
    ~TlsReceiver();
    TlsReceiver(const TlsReceiver&) = delete;
    TlsReceiver& operator=(const TlsReceiver&) = delete;

    [[nodiscard]] int port() const noexcept { return port_; }
    /// The system's roots and the certificate, as a client that trusts both reads them.
    [[nodiscard]] std::string ca_file() const { return folder_ + "/roots.pem"; }

private:
    void make_certificate() const;
    void start();

    std::string folder_;
    int port_ = 0;
    pid_t process_ = -1;
};

}  // namespace telemetryflow::bench
