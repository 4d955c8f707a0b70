#include "support/redis_server.hpp"

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <string>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "support/loopback_socket.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::test {
namespace {

// The socket is there a moment before somebody listens on it.
bool listens(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::copy_n(path.c_str(), std::min(path.size() + 1, sizeof(address.sun_path)), address.sun_path);
    const int connection = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool connected = ::connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
    ::close(connection);
    return connected;
}

}  // namespace

RedisServer::RedisServer() {
    const std::string config =
        dir_.write("redis.conf", "bind 127.0.0.1\nport " + std::to_string(port()) + "\nunixsocket " + socket() +
                                     "\nsave \"\"\nappendonly no\ndir " + dir_.path() + "\ndatabases 16\n");
    process_.emplace(std::vector<std::string>{"redis-server", config});
    const bool up = wait_until([this] {
        if (!process_->is_running()) return true;
        const int connection = connect_to_loopback(port());
        if (connection >= 0) ::close(connection);
        return connection >= 0 && listens(socket());
    });
    if (!up || !process_->is_running()) throw std::runtime_error("redis-server did not start");
}

void RedisServer::stop() {
    process_->stop(SIGKILL);
}

}  // namespace telemetryflow::test
