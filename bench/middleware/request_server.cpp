#include "middleware/request_server.hpp"

#include <chrono>
#include <stdexcept>
#include <string_view>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "harness/cpu_clock.hpp"

namespace telemetryflow::bench {

RequestServer::RequestServer(const HttplibMiddleware* middleware) {
    if (middleware != nullptr) middleware->install(server_);
    httplib::Server::Handler handler = [](const httplib::Request&, httplib::Response& response) {
        response.set_content(std::to_string(thread_cpu_ns()), "text/plain");
    };
    if (middleware != nullptr) handler = HttplibMiddleware::route("/orders/{id}", std::move(handler));
    server_.Get("/orders/\\d+", std::move(handler));
    server_.new_task_queue = [] { return new httplib::ThreadPool(1); };
    server_.set_keep_alive_max_count(1'000'000'000);
    server_.set_tcp_nodelay(true);
    const int port = server_.bind_to_any_port("127.0.0.1");
    if (port < 0) throw std::runtime_error("cannot listen on 127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running())
        std::this_thread::sleep_for(std::chrono::milliseconds(1));

    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
        throw std::runtime_error("cannot connect to the server");
    }
}

RequestServer::~RequestServer() {
    ::close(socket_);
    server_.stop();
    thread_.join();
}

double RequestServer::request_ns(int count) {
    const std::int64_t before = std::stoll(request());
    for (int i = 1; i < count; ++i)
        request();
    return static_cast<double>(std::stoll(request()) - before) / count;
}

std::string RequestServer::request() {
    constexpr std::string_view kRequest =
        "GET /orders/4711?full=1 HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: bench/1\r\n"
        "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n\r\n";
    if (::send(socket_, kRequest.data(), kRequest.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(kRequest.size())) {
        throw std::runtime_error("the server left");
    }
    std::string answer;
    for (;;) {
        char bytes[1024];
        const ssize_t count = ::recv(socket_, bytes, sizeof(bytes), 0);
        if (count <= 0) throw std::runtime_error("the server left");
        answer.append(bytes, static_cast<std::size_t>(count));
        const std::size_t body = answer.find("\r\n\r\n");
        if (body == std::string::npos) continue;
        constexpr std::string_view kLength = "Content-Length: ";
        const std::size_t length = std::stoul(answer.substr(answer.find(kLength) + kLength.size()));
        if (answer.size() == body + 4 + length) return answer.substr(body + 4);
    }
}

}  // namespace telemetryflow::bench
