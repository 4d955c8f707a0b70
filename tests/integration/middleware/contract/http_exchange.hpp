#pragma once

// A client that writes HTTP/1.1 byte by byte as a test wants it, so that headers may repeat, requests come in one
// packet, and connections break off. Used by one thread.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "support/header_list.hpp"
#include "support/loopback_socket.hpp"

namespace telemetryflow::tests {

struct HttpAnswer {
    int status = 0;  // 0: none came
    HeaderList headers;
    std::string body;

    [[nodiscard]] std::string header(std::string_view name) const {
        std::string found;
        headers.get_all(name, [&](std::string_view value) { found = value; });
        return found;
    }
};

class HttpConnection {
public:
    explicit HttpConnection(std::uint16_t port) : port_(port), socket_(test::connect_to_loopback(port)) {
        const timeval patience{.tv_sec = 30, .tv_usec = 0};
        setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    }
    HttpConnection(const HttpConnection&) = delete;
    HttpConnection& operator=(const HttpConnection&) = delete;
    ~HttpConnection() {
        if (socket_ >= 0) close(socket_);
    }

    [[nodiscard]] std::string request(std::string_view method, std::string_view target, const HeaderList& headers = {},
                                      std::string_view body = {}) const {
        std::string text;
        text.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: 127.0.0.1:");
        text.append(std::to_string(port_)).append("\r\nUser-Agent: contract/1\r\n");
        for (const auto& [name, value] : headers)
            text.append(name).append(": ").append(value).append("\r\n");
        if (!body.empty() || method == "POST") text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
        return text.append("\r\n").append(body);
    }
    void send(std::string_view text) const { test::write_all(socket_, text); }

    HttpAnswer exchange(std::string_view method, std::string_view target, const HeaderList& headers = {},
                        std::string_view body = {}) {
        send(request(method, target, headers, body));
        return receive(method);
    }

    HttpAnswer receive(std::string_view method = "GET") {
        HttpAnswer answer;
        const std::string line = read_line();
        if (!line.starts_with("HTTP/1.1 ")) return answer;
        answer.status = std::stoi(line.substr(9, 3));
        for (std::string header = read_line(); !header.empty(); header = read_line()) {
            const std::size_t colon = header.find(':');
            answer.headers.set(header.substr(0, colon), header.substr(header.find_first_not_of(' ', colon + 1)));
        }
        if (method == "HEAD" || answer.status == 204) return answer;
        if (answer.header("Transfer-Encoding") == "chunked") {
            for (std::size_t size = chunk_size(); size != 0; size = chunk_size()) {
                answer.body += read_bytes(size);
                read_line();
            }
            read_line();
        } else if (const std::string length = answer.header("Content-Length"); !length.empty()) {
            answer.body = read_bytes(std::stoul(length));
        }
        return answer;
    }

    /// Reads until `size` bytes have come, whatever they are.
    std::string read_bytes(std::size_t size) {
        while (unread_.size() < size && fill()) {
        }
        return take(std::min(size, unread_.size()));
    }

    /// Breaks the connection off with a reset.
    void reset() { test::reset_connection(std::exchange(socket_, -1)); }

private:
    std::size_t chunk_size() {
        const std::string line = read_line();
        return line.empty() ? 0 : std::stoul(line, nullptr, 16);
    }
    std::string read_line() {
        std::size_t end = 0;
        while ((end = unread_.find("\r\n")) == std::string::npos) {
            if (!fill()) return {};
        }
        std::string line = take(end);
        unread_.erase(0, 2);
        return line;
    }
    bool fill() {
        char bytes[4096];
        const ssize_t count = recv(socket_, bytes, sizeof(bytes), 0);
        if (count > 0) unread_.append(bytes, static_cast<std::size_t>(count));
        return count > 0;
    }
    std::string take(std::size_t size) {
        std::string taken = unread_.substr(0, size);
        unread_.erase(0, size);
        return taken;
    }

    std::uint16_t port_;
    int socket_;
    std::string unread_;
};

}  // namespace telemetryflow::tests
