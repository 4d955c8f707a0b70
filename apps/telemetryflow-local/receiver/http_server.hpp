// HttpServer: cpp-httplib's server with what its release 0.11 lacks here: a stop that neither waits for idle
// connections nor cuts off running requests before a deadline, a thread per connection so that a kept-alive one holds
// up no other, and request bodies as they were sent (compressed), so that decompression can be bounded. Owned by
// Backend; start() and stop() belong to one thread, handlers run on the connections' threads.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include <httplib.h>

namespace telemetryflow::local {

class HttpServer final : private httplib::Server {
public:
    // Where handlers find the Content-Encoding of the request.
    static constexpr const char* kContentEncoding = "X-Received-Content-Encoding";

    HttpServer();
    ~HttpServer() override;

    using httplib::Server::Delete;
    using httplib::Server::Get;
    using httplib::Server::Options;
    using httplib::Server::Patch;
    using httplib::Server::Post;
    using httplib::Server::Put;
    using httplib::Server::set_error_handler;
    using httplib::Server::set_exception_handler;

    // Serves on `host`; port 0 picks a free one. Returns the port. Throws ListenError when it is taken.
    int start(const std::string& host, int port);
    // Accepts no more, lets running requests end until the deadline, then calls `at_deadline`, if requests are left,
    // and cuts their connections.
    void stop(std::chrono::steady_clock::time_point deadline, const std::function<void()>& at_deadline);

private:
    enum class ConnectionState { Idle, Busy };

    bool process_and_close_socket(socket_t socket) override;
    bool serve_next_request(socket_t socket, httplib::Stream& stream);
    bool set_state(socket_t socket, ConnectionState state);

    std::mutex mutex_;
    std::condition_variable connection_ended_;
    std::map<socket_t, ConnectionState> connections_;
    bool stopping_ = false;
    std::thread listener_;
};

}  // namespace telemetryflow::local
