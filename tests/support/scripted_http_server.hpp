#pragma once

// An HTTP/1.1 server that does exactly what a test's script says, byte for byte. Answers 200 with an empty protobuf
// message when the script is at its end.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace telemetryflow::test {

struct ScriptedAnswer {
    enum class Then : std::uint8_t {
        KeepOpen,
        Close,
        Reset,
        /// Say nothing and hold the connection until the server stops.
        Hang,
    };
    /// Written as it is.
    std::string bytes;
    Then then = Then::KeepOpen;
    std::chrono::milliseconds delay{0};
    /// When not zero, `bytes` go out one at a time with this pause after each.
    std::chrono::milliseconds pause_per_byte{0};

    /// A whole response with Content-Length; `headers` are further header lines, each with its CRLF.
    static ScriptedAnswer status(int code, std::string headers = {}, std::string body = {});
};

struct RecordedRequest {
    std::string method;
    std::string target;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    int connection = 0;

    /// The values of a header, whatever its case.
    [[nodiscard]] std::vector<std::string> values(const std::string& name) const;
    [[nodiscard]] std::string value(const std::string& name) const;
};

class ScriptedHttpServer {
public:
    explicit ScriptedHttpServer(std::uint16_t port = 0);
    ~ScriptedHttpServer();
    ScriptedHttpServer(const ScriptedHttpServer&) = delete;
    ScriptedHttpServer& operator=(const ScriptedHttpServer&) = delete;

    /// Ends every connection and stops listening; what was received can still be asked for.
    void stop();

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    void script(ScriptedAnswer answer);
    [[nodiscard]] std::vector<RecordedRequest> requests() const;
    [[nodiscard]] int connections() const { return connections_.load(); }

private:
    void accept_loop();
    void serve(int socket, int connection);
    bool read_request(int socket, std::string& buffer, RecordedRequest& request) const;
    bool write(int socket, const ScriptedAnswer& answer) const;
    void pause(std::chrono::milliseconds time) const;
    /// Returns whether the connection stays open.
    bool answer(int socket, const ScriptedAnswer& answer);

    int listener_;
    std::uint16_t port_;
    std::atomic<bool> stopping_{false};
    std::atomic<int> connections_{0};
    mutable std::mutex mutex_;
    std::deque<ScriptedAnswer> script_;
    std::vector<RecordedRequest> requests_;
    std::vector<int> sockets_;
    std::vector<std::thread> threads_;
    std::thread acceptor_;
};

}  // namespace telemetryflow::test
