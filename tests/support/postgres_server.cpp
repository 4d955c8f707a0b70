#include "support/postgres_server.hpp"

#include <csignal>
#include <filesystem>
#include <stdexcept>

#include "support/wait_until.hpp"

namespace telemetryflow::test {

PostgresServer::PostgresServer(const std::string& programs) {
    using Rights = ServerProcess::Rights;
    const std::string data = dir_.file("data");
    ServerProcess::give_away(socket_folder());
    ServerProcess initdb({programs + "/initdb", "--pgdata", data, "--username", "tester", "--auth", "trust",
                          "--no-sync", "--no-instructions", "--encoding", "UTF8", "--locale", "C"},
                         Rights::Unprivileged);
    if (initdb.wait() != 0) throw std::runtime_error("initdb failed");
    process_ = std::make_unique<ServerProcess>(
        std::vector<std::string>{programs + "/postgres", "-D", data, "-k", socket_folder(), "-c",
                                 "listen_addresses=", "-c", "max_connections=10", "-F"},
        Rights::Unprivileged);
    // Its last line says so when it takes connections.
    const std::string state = data + "/postmaster.pid";
    const bool up = wait_until([&] {
        std::ifstream file(state);
        std::string last;
        for (std::string line; std::getline(file, line);)
            last = line;
        return last.starts_with("ready") || !process_->is_running();
    });
    if (!up || !process_->is_running()) throw std::runtime_error("postgres did not start");
}

// A fast shutdown, which takes its own children along.
PostgresServer::~PostgresServer() {
    process_->stop(SIGINT);
}

std::string PostgresServer::connection_string() const {
    return "host=" + socket_folder() + " user=tester dbname=postgres";
}

void PostgresServer::stop() {
    process_->stop(SIGQUIT);
}

}  // namespace telemetryflow::test
