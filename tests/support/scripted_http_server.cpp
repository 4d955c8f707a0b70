#include "support/scripted_http_server.hpp"

#include <algorithm>
#include <array>

#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "support/loopback_socket.hpp"

namespace telemetryflow::test {

ScriptedAnswer ScriptedAnswer::status(int code, std::string headers, std::string body) {
    ScriptedAnswer answer;
    answer.bytes = "HTTP/1.1 " + std::to_string(code) + " Scripted\r\n" + headers +
                   "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    return answer;
}

std::vector<std::string> RecordedRequest::values(const std::string& name) const {
    std::vector<std::string> found;
    for (const auto& [key, value] : headers) {
        if (strcasecmp(key.c_str(), name.c_str()) == 0) found.push_back(value);
    }
    return found;
}

std::string RecordedRequest::value(const std::string& name) const {
    const auto found = values(name);
    return found.empty() ? std::string() : found.front();
}

ScriptedHttpServer::ScriptedHttpServer(std::uint16_t port)
    : listener_(listen_on_loopback(port)), port_(local_port(listener_)), acceptor_([this] { accept_loop(); }) {}

ScriptedHttpServer::~ScriptedHttpServer() {
    stop();
}

void ScriptedHttpServer::stop() {
    if (stopping_.exchange(true)) return;
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    ::close(listener_);
    {
        const std::lock_guard lock(mutex_);
        for (const int socket : sockets_)
            ::shutdown(socket, SHUT_RDWR);
    }
    for (auto& thread : threads_)
        thread.join();
}

void ScriptedHttpServer::script(ScriptedAnswer answer) {
    const std::lock_guard lock(mutex_);
    script_.push_back(std::move(answer));
}

std::vector<RecordedRequest> ScriptedHttpServer::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

void ScriptedHttpServer::accept_loop() {
    while (!stopping_) {
        const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) continue;
        const int connection = ++connections_;
        const std::lock_guard lock(mutex_);
        sockets_.push_back(socket);
        threads_.emplace_back([this, socket, connection] { serve(socket, connection); });
    }
}

void ScriptedHttpServer::serve(int socket, int connection) {
    std::string buffer;
    while (!stopping_) {
        RecordedRequest request;
        request.connection = connection;
        if (!read_request(socket, buffer, request)) break;
        auto next = ScriptedAnswer::status(200, "Content-Type: application/x-protobuf\r\n");
        {
            const std::lock_guard lock(mutex_);
            requests_.push_back(std::move(request));
            if (!script_.empty()) {
                next = std::move(script_.front());
                script_.pop_front();
            }
        }
        if (!answer(socket, next)) return;
    }
    const std::lock_guard lock(mutex_);
    std::erase(sockets_, socket);
    ::close(socket);
}

bool ScriptedHttpServer::read_request(int socket, std::string& buffer, RecordedRequest& request) const {
    const auto fill = [&] {
        std::array<char, 65536> chunk{};
        const auto count = ::recv(socket, chunk.data(), chunk.size(), 0);
        if (count > 0) buffer.append(chunk.data(), static_cast<std::size_t>(count));
        return count > 0;
    };
    auto head_end = std::string::npos;
    while ((head_end = buffer.find("\r\n\r\n")) == std::string::npos) {
        if (!fill()) return false;
    }
    const auto first_line_end = buffer.find("\r\n");
    const auto space = buffer.find(' ');
    request.method = buffer.substr(0, space);
    request.target = buffer.substr(space + 1, buffer.find(' ', space + 1) - space - 1);
    for (auto at = first_line_end + 2; at < head_end + 2;) {
        const auto end = buffer.find("\r\n", at);
        const auto colon = buffer.find(':', at);
        const auto value = buffer.find_first_not_of(' ', colon + 1);
        request.headers.emplace_back(buffer.substr(at, colon - at),
                                     value < end ? buffer.substr(value, end - value) : std::string());
        at = end + 2;
    }
    buffer.erase(0, head_end + 4);
    const auto length = request.value("content-length");
    const auto size = length.empty() ? std::size_t{0} : std::stoul(length);
    while (buffer.size() < size) {
        if (!fill()) return false;
    }
    request.body = buffer.substr(0, size);
    buffer.erase(0, size);
    return true;
}

void ScriptedHttpServer::pause(std::chrono::milliseconds time) const {
    for (auto left = time; left.count() > 0 && !stopping_; left -= std::chrono::milliseconds(5)) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

bool ScriptedHttpServer::write(int socket, const ScriptedAnswer& answer) const {
    if (answer.pause_per_byte.count() == 0) return write_all(socket, answer.bytes);
    for (const char byte : answer.bytes) {
        if (stopping_ || !write_all(socket, {&byte, 1})) return false;
        pause(answer.pause_per_byte);
    }
    return true;
}

bool ScriptedHttpServer::answer(int socket, const ScriptedAnswer& answer) {
    pause(answer.delay);
    const bool written = write(socket, answer);
    if (answer.then == ScriptedAnswer::Then::Hang) {
        while (!stopping_)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    if (written && answer.then == ScriptedAnswer::Then::KeepOpen) return true;
    const std::lock_guard lock(mutex_);
    std::erase(sockets_, socket);
    if (answer.then == ScriptedAnswer::Then::Reset) {
        reset_connection(socket);
    } else {
        ::close(socket);
    }
    return false;
}

}  // namespace telemetryflow::test
