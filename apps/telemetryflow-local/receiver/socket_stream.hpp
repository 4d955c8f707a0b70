// SocketStream: one accepted connection as cpp-httplib reads and writes it, with time limits. Used by the one thread
// that serves the connection; does not own the socket.
#pragma once

#include <array>
#include <chrono>

#include <httplib.h>

namespace telemetryflow::local {

class SocketStream final : public httplib::Stream {
public:
    SocketStream(socket_t socket, std::chrono::milliseconds timeout) : socket_(socket), timeout_(timeout) {}

    // Waits for the next request. False at the end of the connection or of the time.
    bool wait_for_data(std::chrono::milliseconds patience) const;

    bool is_readable() const override;
    bool is_writable() const override;
    ssize_t read(char* data, size_t size) override;
    ssize_t write(const char* data, size_t size) override;
    void get_remote_ip_and_port(std::string& ip, int& port) const override;
    void get_local_ip_and_port(std::string& ip, int& port) const override;
    socket_t socket() const override { return socket_; }

private:
    bool wait_for(short event, std::chrono::milliseconds patience) const;

    socket_t socket_;
    std::chrono::milliseconds timeout_;
    // cpp-httplib reads headers byte by byte.
    std::array<char, 8192> buffer_{};
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace telemetryflow::local
