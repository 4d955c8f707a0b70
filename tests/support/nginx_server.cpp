#include "support/nginx_server.hpp"

#include <stdexcept>
#include <string_view>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/loopback_socket.hpp"
#include "support/wait_until.hpp"

namespace telemetryflow::test {

NginxServer::NginxServer(std::string server, std::uint16_t port) : port_(port) {
    if (port_ == 0) port_ = reserved_.emplace().number();
    constexpr std::string_view kPort = "@port@";
    for (auto at = server.find(kPort); at != std::string::npos; at = server.find(kPort)) {
        server.replace(at, kPort.size(), std::to_string(port_));
    }
    std::string temp_paths;
    for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
        temp_paths += std::string(kind) + "_temp_path " + dir_.file(kind) + ";\n";
    }
    const auto config = dir_.write(
        "nginx.conf", "daemon off; master_process off; pid " + dir_.file("pid") + ";\nerror_log " +
                          dir_.file("error.log") + ";\nevents {}\nhttp { access_log off; client_max_body_size 64m;\n" +
                          temp_paths + "server {\n" + server + "\n} }\n");
    process_ = fork();
    if (process_ == 0) {
        const int null = open("/dev/null", O_RDWR);
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
        execlp("nginx", "nginx", "-c", config.c_str(), "-e", dir_.file("error.log").c_str(), nullptr);
        execl("/usr/sbin/nginx", "nginx", "-c", config.c_str(), "-e", dir_.file("error.log").c_str(), nullptr);
        _exit(127);
    }
    const bool up = wait_until([this] {
        const int socket = connect_to_loopback(port_);
        if (socket >= 0) ::close(socket);
        return socket >= 0;
    });
    if (!up) throw std::runtime_error("nginx did not start");
}

NginxServer::~NginxServer() {
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
}

}  // namespace telemetryflow::test
