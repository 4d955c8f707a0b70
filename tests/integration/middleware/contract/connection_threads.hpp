#pragma once

// Accepts connections on loopback and serves each on a thread of its own, as simple servers do. Stops by breaking off
// what is open.

#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <thread>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace telemetryflow::tests {

class ConnectionThreads {
public:
    using Socket = boost::asio::ip::tcp::socket;

    explicit ConnectionThreads(std::function<void(Socket&)> serve)
        : serve_(std::move(serve)),
          acceptor_(io_, {boost::asio::ip::address_v4::loopback(), 0}),
          port_(acceptor_.local_endpoint().port()),
          accepting_([this] { accept(); }) {}
    ~ConnectionThreads() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
            for (Connection& connection : connections_)
                ::shutdown(connection.socket.native_handle(), SHUT_RDWR);
        }
        ::shutdown(acceptor_.native_handle(), SHUT_RDWR);
        accepting_.join();
        for (Connection& connection : connections_)
            connection.thread.join();
    }
    ConnectionThreads(const ConnectionThreads&) = delete;
    ConnectionThreads& operator=(const ConnectionThreads&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

private:
    struct Connection {
        Socket socket;
        std::thread thread{};
    };

    void accept() {
        for (;;) {
            boost::system::error_code error;
            Socket socket(io_);
            acceptor_.accept(socket, error);
            const std::lock_guard lock(mutex_);
            if (error || stopping_) return;
            socket.set_option(boost::asio::ip::tcp::no_delay(true), error);
            Connection& connection = connections_.emplace_back(Connection{std::move(socket)});
            connection.thread = std::thread([this, &connection] {
                serve_(connection.socket);
                ::shutdown(connection.socket.native_handle(), SHUT_RDWR);
            });
        }
    }

    std::function<void(Socket&)> serve_;
    boost::asio::io_context io_;
    boost::asio::ip::tcp::acceptor acceptor_;
    std::uint16_t port_;
    std::mutex mutex_;
    bool stopping_ = false;
    std::list<Connection> connections_;
    std::thread accepting_;
};

}  // namespace telemetryflow::tests
