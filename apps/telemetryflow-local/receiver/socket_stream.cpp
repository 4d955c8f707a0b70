#include "receiver/socket_stream.hpp"

#include <algorithm>
#include <cstring>

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>

namespace telemetryflow::local {

namespace {

using NameOf = int (*)(int, sockaddr*, socklen_t*);

void read_address(socket_t socket, NameOf name_of, std::string& ip, int& port) {
    sockaddr_storage address{};
    socklen_t size = sizeof(address);
    std::array<char, NI_MAXHOST> host{};
    std::array<char, NI_MAXSERV> service{};
    if (name_of(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0 ||
        getnameinfo(reinterpret_cast<sockaddr*>(&address), size, host.data(), host.size(), service.data(),
                    service.size(), NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
        return;
    }
    ip = host.data();
    port = std::atoi(service.data());
}

}  // namespace

bool SocketStream::wait_for(short event, std::chrono::milliseconds patience) const {
    pollfd poll_entry{socket_, event, 0};
    int ready = 0;
    do {
        ready = ::poll(&poll_entry, 1, static_cast<int>(patience.count()));
    } while (ready < 0 && errno == EINTR);
    return ready > 0;
}

bool SocketStream::wait_for_data(std::chrono::milliseconds patience) const {
    return begin_ != end_ || wait_for(POLLIN, patience);
}

bool SocketStream::is_readable() const {
    return wait_for_data(timeout_);
}
bool SocketStream::is_writable() const {
    return wait_for(POLLOUT, timeout_);
}

ssize_t SocketStream::read(char* data, size_t size) {
    if (begin_ == end_) {
        if (!wait_for(POLLIN, timeout_)) return -1;
        const ssize_t received = ::recv(socket_, buffer_.data(), buffer_.size(), 0);
        if (received <= 0) return received;
        begin_ = 0;
        end_ = static_cast<std::size_t>(received);
    }
    const auto count = std::min(size, end_ - begin_);
    std::memcpy(data, buffer_.data() + begin_, count);
    begin_ += count;
    return static_cast<ssize_t>(count);
}

ssize_t SocketStream::write(const char* data, size_t size) {
    if (!is_writable()) return -1;
    return ::send(socket_, data, size, MSG_NOSIGNAL);
}

void SocketStream::get_remote_ip_and_port(std::string& ip, int& port) const {
    read_address(socket_, &::getpeername, ip, port);
}

void SocketStream::get_local_ip_and_port(std::string& ip, int& port) const {
    read_address(socket_, &::getsockname, ip, port);
}

}  // namespace telemetryflow::local
