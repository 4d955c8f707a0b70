// HTTP/1.1 over a plain socket: keep-alive, bodies with Content-Length. Answers as soon as a body is complete and
// counts it afterwards, so that the sender does not wait for the counting.

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include <sys/socket.h>

#include "export/receiver/connections.hpp"
#include "export/receiver/span_counter.hpp"

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

class HttpConnection {
public:
    HttpConnection(int socket, ReceiverCounts& counts) : socket_(socket), counter_(counts) {}

    void serve() {
        while (serve_request()) {
        }
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
        counter_.add({input_.data() + body_at, body_size}, header(head, "content-encoding") == "gzip");
        // One request at a time: the sender waits for the answer before the next, so nothing follows the body yet.
        filled_ = 0;
        return true;
    }

    int socket_;
    SpanCounter counter_;
    std::string input_ = std::string(1U << 20U, '\0');
    std::size_t filled_ = 0;
};

}  // namespace

void serve_http_connection(int socket, ReceiverCounts& counts) {
    HttpConnection(socket, counts).serve();
}

}  // namespace telemetryflow::bench
