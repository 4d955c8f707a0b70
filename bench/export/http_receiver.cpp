// HTTP/1.1 over a plain socket: keep-alive, bodies with Content-Length. Answers as soon as a body is complete and
// counts it afterwards, so that the sender does not wait for the counting.

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "export/count_spans.hpp"
#include "export/receiver.hpp"

namespace telemetryflow::bench {
namespace {

constexpr std::string_view kOk = "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n";
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

std::optional<std::string_view> header(std::string_view head, std::string_view name) {
    for (std::size_t at = head.find("\r\n"); at != std::string_view::npos; at = head.find("\r\n", at)) {
        at += 2;
        const std::string_view line = head.substr(at, head.find("\r\n", at) - at);
        if (line.size() <= name.size() || line[name.size()] != ':') continue;
        if (::strncasecmp(line.data(), name.data(), name.size()) != 0) continue;
        std::string_view value = line.substr(name.size() + 1);
        value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
        return value;
    }
    return std::nullopt;
}

bool send_all(int socket, std::string_view bytes) {
    return ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
}

class Connection {
public:
    Connection(int socket, ReceiverCounts& counts) : socket_(socket), counts_(counts) {}

    void serve() {
        while (serve_request()) {
        }
        ::close(socket_);
    }

private:
    bool receive_more() {
        if (filled_ == input_.size()) input_.resize(2 * input_.size());
        const ssize_t got = ::recv(socket_, input_.data() + filled_, input_.size() - filled_, 0);
        if (got <= 0) return false;
        filled_ += static_cast<std::size_t>(got);
        return true;
    }

    bool serve_request() {
        constexpr std::string_view kHeadEnd = "\r\n\r\n";
        std::size_t head_size = std::string_view::npos;
        while ((head_size = std::string_view(input_.data(), filled_).find(kHeadEnd)) == std::string_view::npos) {
            if (!receive_more()) return false;
        }
        const std::string head(input_.data(), head_size + 2);
        const auto length = header(head, "content-length");
        if (!length) return false;
        const std::size_t body_size = std::strtoull(std::string(*length).c_str(), nullptr, 10);
        const std::size_t body_at = head_size + kHeadEnd.size();
        if (header(head, "expect") && !send_all(socket_, kContinue)) return false;
        while (filled_ < body_at + body_size) {
            if (!receive_more()) return false;
        }
        if (!send_all(socket_, kOk)) return false;
        count({input_.data() + body_at, body_size}, header(head, "content-encoding") == "gzip");
        // One request at a time: the sender waits for the answer before the next, so nothing follows the body yet.
        filled_ = 0;
        return true;
    }

    void count(std::string_view body, bool gzip) {
        counts_.requests.fetch_add(1, std::memory_order_relaxed);
        counts_.bytes.fetch_add(body.size(), std::memory_order_relaxed);
        if (gzip) {
            if (!gunzip(body, unpacked_)) unpacked_.assign(1, '?');  // no request either
            body = unpacked_;
        }
        if (const auto spans = count_spans(body)) {
            counts_.spans.fetch_add(*spans, std::memory_order_relaxed);
        } else {
            counts_.broken.fetch_add(1, std::memory_order_relaxed);
        }
    }

    int socket_;
    ReceiverCounts& counts_;
    std::string input_ = std::string(1U << 20U, '\0');
    std::size_t filled_ = 0;
    std::string unpacked_;
};

}  // namespace

void serve_http(ReceiverCounts& counts) {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener, any, size) != 0 || ::listen(listener, 8) != 0 || ::getsockname(listener, any, &size) != 0) {
        std::_Exit(1);
    }
    counts.port.store(ntohs(address.sin_port), std::memory_order_release);
    for (;;) {
        const int accepted = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (accepted < 0) continue;
        const int on = 1;
        ::setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
        std::thread([accepted, &counts] { Connection(accepted, counts).serve(); }).detach();
    }
}

}  // namespace telemetryflow::bench
