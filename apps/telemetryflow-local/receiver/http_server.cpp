#include "receiver/http_server.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include "receiver/limits.hpp"
#include "receiver/listen_address.hpp"
#include "receiver/socket_stream.hpp"
#include "receiver/thread_per_connection.hpp"

namespace telemetryflow::local {

namespace {

constexpr std::chrono::seconds kIdleTimeout{60};
constexpr std::chrono::seconds kTransferTimeout{30};
constexpr std::size_t kMaxConnections = 512;
constexpr std::size_t kMaxRequestsPerConnection = 1'000'000;

// cpp-httplib's own options share the port with any other process that asks for it (SO_REUSEPORT).
void listen_alone(socket_t socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
}

void prepare(httplib::Request& request) {
    request.headers.erase(HttpServer::kContentEncoding);
    if (request.has_header("Content-Encoding")) {
        request.headers.emplace(HttpServer::kContentEncoding, request.get_header_value("Content-Encoding"));
        request.headers.erase("Content-Encoding");
    }
    // Without a length a request has no body (RFC 9112 6.3); cpp-httplib would read until the connection ends.
    if (!request.has_header("Content-Length") && !request.has_header("Transfer-Encoding")) {
        request.headers.emplace("Content-Length", "0");
    }
}

}  // namespace

HttpServer::HttpServer() {
    new_task_queue = [] { return new ThreadPerConnection(kMaxConnections); };
    set_socket_options(&listen_alone);
    set_tcp_nodelay(true);
    // What cpp-httplib tells clients about kept-alive connections; the waiting itself is done here.
    set_keep_alive_timeout(kIdleTimeout.count());
    set_keep_alive_max_count(kMaxRequestsPerConnection);
    set_payload_max_length(kMaxRequestBytes);
}

HttpServer::~HttpServer() {
    stop(std::chrono::steady_clock::now(), [] {});
}

int HttpServer::start(const std::string& host, int port) {
    require_free_port(host, port);
    const int bound_port = port == 0 ? bind_to_any_port(host) : (bind_to_port(host, port) ? port : -1);
    if (bound_port <= 0) throw ListenError("cannot serve HTTP on " + address_of(host, port));
    listener_ = std::thread([this] { listen_after_bind(); });
    while (!is_running())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return bound_port;
}

void HttpServer::stop(std::chrono::steady_clock::time_point deadline, const std::function<void()>& at_deadline) {
    if (!listener_.joinable()) return;
    httplib::Server::stop();
    {
        std::unique_lock lock(mutex_);
        stopping_ = true;
        for (const auto& [socket, state] : connections_) {
            if (state == ConnectionState::Idle) ::shutdown(socket, SHUT_RD);
        }
        if (!connection_ended_.wait_until(lock, deadline, [this] { return connections_.empty(); })) at_deadline();
        for (const auto& [socket, state] : connections_)
            ::shutdown(socket, SHUT_RDWR);
    }
    listener_.join();
}

bool HttpServer::process_and_close_socket(socket_t socket) {
    set_state(socket, ConnectionState::Idle);
    SocketStream stream(socket, kTransferTimeout);
    for (std::size_t served = 0; served < kMaxRequestsPerConnection; ++served) {
        if (!stream.wait_for_data(kIdleTimeout) || !serve_next_request(socket, stream)) break;
    }
    {
        const std::lock_guard lock(mutex_);
        connections_.erase(socket);
        ::shutdown(socket, SHUT_RDWR);
        ::close(socket);
    }
    connection_ended_.notify_all();
    return true;
}

bool HttpServer::serve_next_request(socket_t socket, httplib::Stream& stream) {
    const bool last = set_state(socket, ConnectionState::Busy);
    bool closed = false;
    const bool served = process_request(stream, last, closed, &prepare);
    const bool stopping = set_state(socket, ConnectionState::Idle);
    return served && !closed && !last && !stopping;
}

// True when the server is stopping.
bool HttpServer::set_state(socket_t socket, ConnectionState state) {
    const std::lock_guard lock(mutex_);
    connections_[socket] = state;
    if (stopping_ && state == ConnectionState::Idle) ::shutdown(socket, SHUT_RD);
    return stopping_;
}

}  // namespace telemetryflow::local
