#pragma once

// nginx as a server that shares no code with the SDK or with libcurl.

#include <cstdint>
#include <optional>
#include <string>

#include <sys/types.h>

#include "support/reserved_port.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::test {

class NginxServer {
public:
    /// Starts nginx with `server`, the content of one server block; every "@port@" in it becomes the port, a free one
    /// for 0. Throws when nginx does not come up.
    explicit NginxServer(std::string server, std::uint16_t port = 0);
    ~NginxServer();
    NginxServer(const NginxServer&) = delete;
    NginxServer& operator=(const NginxServer&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }

private:
    TempDir dir_;
    std::optional<ReservedPort> reserved_;
    std::uint16_t port_;
    pid_t process_ = -1;
};

}  // namespace telemetryflow::test
