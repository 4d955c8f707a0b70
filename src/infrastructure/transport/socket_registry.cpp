#include "infrastructure/transport/socket_registry.hpp"

#include <algorithm>
#include <limits>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace telemetryflow::infrastructure {

namespace {

int whole_seconds(std::chrono::seconds value) {
    return static_cast<int>(std::clamp<std::chrono::seconds::rep>(value.count(), 1, std::numeric_limits<short>::max()));
}

}  // namespace

void SocketRegistry::attach(CURL* easy) {
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &SocketRegistry::open_callback);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, &SocketRegistry::close_callback);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, this);
}

curl_socket_t SocketRegistry::open_callback(void* self, curlsocktype, curl_sockaddr* address) noexcept {
    auto& registry = *static_cast<SocketRegistry*>(self);
    if (!registry.opening_allowed_) {
        registry.refused_ = true;
        return CURL_SOCKET_BAD;
    }
    const int socket = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (socket < 0) return CURL_SOCKET_BAD;
    registry.set_keepalive(socket, true);
    for (auto& slot : registry.sockets_) {
        int expected = kFree;
        if (slot.compare_exchange_strong(expected, socket)) break;
    }
    return socket;
}

int SocketRegistry::close_callback(void* self, curl_socket_t socket) noexcept {
    for (auto& slot : static_cast<SocketRegistry*>(self)->sockets_) {
        int expected = socket;
        if (slot.compare_exchange_strong(expected, kFree)) break;
    }
    return ::close(socket);
}

void SocketRegistry::set_keepalive(int socket, bool on) const noexcept {
    const int flag = on ? 1 : 0;
    const int idle = whole_seconds(keepalive_.time);
    const int interval = whole_seconds(keepalive_.timeout);
    const int probes = GrpcKeepaliveConfig::kProbes;
    setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &flag, sizeof(flag));
    setsockopt(socket, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof(idle));
    setsockopt(socket, IPPROTO_TCP, TCP_KEEPINTVL, &interval, sizeof(interval));
    setsockopt(socket, IPPROTO_TCP, TCP_KEEPCNT, &probes, sizeof(probes));
}

bool SocketRegistry::any_open() const noexcept {
    return std::any_of(sockets_.begin(), sockets_.end(), [](const auto& slot) { return slot.load() != kFree; });
}

void SocketRegistry::cork(bool on) noexcept {
    const int flag = on ? 1 : 0;
    for (const auto& slot : sockets_) {
        if (const int socket = slot.load(); socket != kFree) {
            setsockopt(socket, IPPROTO_TCP, TCP_CORK, &flag, sizeof(flag));
        }
    }
}

void SocketRegistry::probe(bool on) noexcept {
    if (keepalive_.permit_without_stream) return;
    for (const auto& slot : sockets_) {
        if (const int socket = slot.load(); socket != kFree) set_keepalive(socket, on);
    }
}

void SocketRegistry::close_all() noexcept {
    for (auto& slot : sockets_) {
        if (const int socket = slot.exchange(kFree); socket != kFree) ::close(socket);
    }
}

}  // namespace telemetryflow::infrastructure
