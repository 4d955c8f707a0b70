#include "support/prometheus_server.hpp"

#include <stdexcept>
#include <vector>

#include <unistd.h>

#include "support/loopback_socket.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::test {

PrometheusServer::PrometheusServer(std::uint16_t target) {
    const std::string config = dir_.write("prometheus.yml",
                                          "global:\n"
                                          "  scrape_interval: 200ms\n"
                                          "  scrape_timeout: 200ms\n"
                                          "scrape_configs:\n"
                                          "  - job_name: test\n"
                                          "    static_configs:\n"
                                          "      - targets: ['127.0.0.1:" +
                                              std::to_string(target) + "']\n");
    process_.emplace(std::vector<std::string>{"prometheus", "--config.file=" + config,
                                              "--storage.tsdb.path=" + dir_.file("data"),
                                              "--web.listen-address=127.0.0.1:" + std::to_string(port()),
                                              "--enable-feature=exemplar-storage", "--log.level=error"});
    const bool up = wait_until([this] {
        if (!process_->is_running()) return true;
        const int connection = connect_to_loopback(port());
        if (connection >= 0) ::close(connection);
        return connection >= 0;
    });
    if (!up || !process_->is_running()) throw std::runtime_error("prometheus did not start");
}

}  // namespace telemetryflow::test
