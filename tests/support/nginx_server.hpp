#pragma once

// nginx as a server that shares no code with the SDK or with libcurl.

#include <cstdint>
#include <string>

#include <sys/types.h>

#include "support/reserved_port.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::test {

class NginxServer {
public:
    /// Starts nginx with `server`, the content of one server block; every "@port@" in it becomes the port. Throws when
    /// nginx does not come up.
    explicit NginxServer(std::string server);
    ~NginxServer();
    NginxServer(const NginxServer&) = delete;
    NginxServer& operator=(const NginxServer&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_.number(); }

private:
    TempDir dir_;
    ReservedPort port_;
    pid_t process_ = -1;
};

}  // namespace telemetryflow::test
