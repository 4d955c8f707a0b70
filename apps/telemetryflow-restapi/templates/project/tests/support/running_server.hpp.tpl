#pragma once

// A server of a test: serves on a free port from here to the end of the scope.

#include <chrono>
#include <string>
#include <thread>

#include <httplib.h>

namespace @{module} {

class RunningServer {
public:
    explicit RunningServer(httplib::Server& server)
        : server_(server),
          port_(server.bind_to_any_port("127.0.0.1")),
          thread_([&server] { server.listen_after_bind(); }) {
        // Stopping a server that does not run yet would be forgotten.
        while (!server_.is_running())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    ~RunningServer() {
        server_.stop();
        thread_.join();
    }
    RunningServer(const RunningServer&) = delete;
    RunningServer& operator=(const RunningServer&) = delete;

    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

private:
    httplib::Server& server_;
    int port_;
    std::thread thread_;
};

}  // namespace @{module}
