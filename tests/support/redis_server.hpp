#pragma once

// Redis on a loopback port and a socket of its own, with nothing kept on disk.

#include <cstdint>
#include <optional>
#include <string>

#include "support/reserved_port.hpp"
#include "support/server_process.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::test {

class RedisServer {
public:
    /// Throws std::runtime_error when it does not come up.
    RedisServer();

    [[nodiscard]] std::uint16_t port() const { return port_.number(); }
    [[nodiscard]] std::string socket() const { return dir_.file("redis.sock"); }
    void stop();

private:
    TempDir dir_;
    ReservedPort port_;
    std::optional<ServerProcess> process_;
};

}  // namespace telemetryflow::test
