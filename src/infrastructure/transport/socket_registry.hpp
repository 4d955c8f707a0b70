#pragma once

// Every socket that a session's libcurl opens, so that they are closed on exec, can be refused, can have their
// keepalive switched, and can be given up in a forked child. Owned by the session; the sending thread opens and closes,
// close_all() may run in a forked child at any moment of that.

#include <array>
#include <atomic>
#include <cstddef>

#include <curl/curl.h>

#include "telemetryflow/domain/grpc_keepalive_config.hpp"

namespace telemetryflow::infrastructure {

class SocketRegistry {
public:
    explicit SocketRegistry(const GrpcKeepaliveConfig& keepalive) noexcept : keepalive_(keepalive) {}

    /// Makes `easy` open and close its sockets here.
    void attach(CURL* easy);

    /// Lets libcurl open connections or not; while it may not, a request is sent over an open one or fails.
    void allow_opening(bool allowed) noexcept {
        opening_allowed_ = allowed;
        refused_ = false;
    }
    /// Whether an attempt was refused since allow_opening().
    [[nodiscard]] bool refused() const noexcept { return refused_; }
    [[nodiscard]] bool any_open() const noexcept;

    /// Holds back packets that are not full, or lets them go. Not to be waited with.
    void cork(bool on) noexcept;
    /// Turns keepalive probes of the open sockets on or off.
    void probe(bool on) noexcept;
    /// Closes the descriptors behind libcurl's back.
    void close_all() noexcept;

private:
    static constexpr int kFree = -1;

    static curl_socket_t open_callback(void* self, curlsocktype purpose, curl_sockaddr* address) noexcept;
    static int close_callback(void* self, curl_socket_t socket) noexcept;
    void set_keepalive(int socket, bool on) const noexcept;

    GrpcKeepaliveConfig keepalive_;
    bool opening_allowed_ = true;
    bool refused_ = false;
    // Connections in libcurl's cache plus attempts in parallel (IPv6 and IPv4). One more would only go unrecorded.
    std::array<std::atomic<int>, 16> sockets_{kFree, kFree, kFree, kFree, kFree, kFree, kFree, kFree,
                                              kFree, kFree, kFree, kFree, kFree, kFree, kFree, kFree};
};

}  // namespace telemetryflow::infrastructure
