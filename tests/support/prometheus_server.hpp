#pragma once

// Prometheus on a loopback port of its own, scraping one target several times a second, with exemplars kept.

#include <cstdint>
#include <optional>
#include <string>

#include "support/reserved_port.hpp"
#include "support/server_process.hpp"
#include "support/temp_dir.hpp"

namespace telemetryflow::test {

class PrometheusServer {
public:
    /// Scrapes 127.0.0.1:`target` as the job "test". Throws std::runtime_error when it does not come up.
    explicit PrometheusServer(std::uint16_t target);

    [[nodiscard]] std::uint16_t port() const { return port_.number(); }

private:
    TempDir dir_;
    ReservedPort port_;
    std::optional<ServerProcess> process_;
};

}  // namespace telemetryflow::test
