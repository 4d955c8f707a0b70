#pragma once

// A server that waits for the first bytes of each connection and then ends it without a word.

#include <cstdint>
#include <thread>

#include <sys/socket.h>
#include <unistd.h>

#include "support/loopback_socket.hpp"

namespace telemetryflow::test {

class HangUpServer {
public:
    enum class By : std::uint8_t { Close, Reset };

    explicit HangUpServer(By by) : listener_(listen_on_loopback(0)), thread_([this, by] { serve(by); }) {}
    ~HangUpServer() {
        shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    HangUpServer(const HangUpServer&) = delete;
    HangUpServer& operator=(const HangUpServer&) = delete;

    [[nodiscard]] std::uint16_t port() const { return local_port(listener_); }

private:
    void serve(By by) const {
        for (int socket = accept(listener_, nullptr, nullptr); socket >= 0;
             socket = accept(listener_, nullptr, nullptr)) {
            char bytes[4096];
            static_cast<void>(recv(socket, bytes, sizeof(bytes), 0));
            if (by == By::Reset) {
                reset_connection(socket);
            } else {
                ::close(socket);
            }
        }
    }

    int listener_;
    std::thread thread_;
};

}  // namespace telemetryflow::test
