#include "support/redis_server.hpp"

#include <csignal>
#include <filesystem>
#include <stdexcept>

#include <unistd.h>

#include "support/loopback_socket.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::test {

RedisServer::RedisServer() {
    const std::string config =
        dir_.write("redis.conf", "bind 127.0.0.1\nport " + std::to_string(port()) + "\nunixsocket " + socket() +
                                     "\nsave \"\"\nappendonly no\ndir " + dir_.path() + "\ndatabases 16\n");
    process_.emplace(std::vector<std::string>{"redis-server", config});
    const bool up = wait_until([this] {
        if (!process_->is_running()) return true;
        const int connection = connect_to_loopback(port());
        if (connection >= 0) ::close(connection);
        return connection >= 0 && std::filesystem::exists(socket());
    });
    if (!up || !process_->is_running()) throw std::runtime_error("redis-server did not start");
}

void RedisServer::stop() {
    process_->stop(SIGKILL);
}

}  // namespace telemetryflow::test
