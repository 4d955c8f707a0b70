#pragma once

// What both OTLP transports share: one libcurl handle with its connections, its limits and its TLS settings. Handles
// are made by the first send(). One thread sends; interrupt() may come from any thread.

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <curl/curl.h>

#include "telemetryflow/application/ports/transport.hpp"

#include "infrastructure/transport/connect_target.hpp"
#include "infrastructure/transport/response_collector.hpp"
#include "infrastructure/transport/socket_registry.hpp"
#include "infrastructure/transport/transport_options.hpp"

namespace telemetryflow::infrastructure {

class CurlSession {
public:
    enum class Version : std::uint8_t { Http1, Http2 };

    struct Request {
        std::string_view path;
        curl_slist* headers = nullptr;
        /// The body is the two parts one after the other.
        std::array<std::span<const std::byte>, 2> body;
        std::chrono::steady_clock::time_point deadline;
    };

    /// `max_body_bytes` bounds what is kept of a response. `decode` asks for and undoes HTTP content encodings.
    CurlSession(const TransportOptions& options, Version version, std::size_t max_body_bytes, bool decode);
    ~CurlSession();
    CurlSession(const CurlSession&) = delete;
    CurlSession& operator=(const CurlSession&) = delete;

    /// POSTs `request`. Fills status, http_status, content_type, retry_after and error; body and what else came is in
    /// response(). When a connection that was idle turns out to be dead, the request is sent once more on a new one.
    TransportResponse send(const Request& request);
    [[nodiscard]] ResponseCollector& response() noexcept { return response_; }
    [[nodiscard]] const ResponseCollector& response() const noexcept { return response_; }

    void interrupt() noexcept;
    /// Gives up the connections without a word to the peer; libcurl's own memory stays as it is.
    void abandon_after_fork() noexcept;

private:
    enum class Connection : std::uint8_t { Any, Reused, New };

    bool ensure_handles();
    CURLcode attempt(const Request& request, Connection connection);
    CURLcode drive(const Request& request);
    [[nodiscard]] long http_version(Connection connection) const;
    TransportResponse outcome(CURLcode code, const Request& request);
    /// Turns a lost connection into a failure of TLS when it is one of those that refuse whoever connects.
    void find_refusal(TransportResponse& result, const Request& request);

    [[nodiscard]] std::size_t unsent() const noexcept;
    static std::size_t read_callback(char* out, std::size_t, std::size_t size, void* self) noexcept;
    static int seek_callback(void* self, curl_off_t offset, int origin) noexcept;

    TransportOptions options_;
    Version version_;
    bool decode_;
    ConnectTarget target_;
    SocketRegistry sockets_;
    ResponseCollector response_;
    CURL* easy_ = nullptr;
    // interrupt() reads it while the sending thread makes it.
    std::atomic<CURLM*> multi_{nullptr};
    std::atomic<bool> interrupted_{false};
    std::array<char, CURL_ERROR_SIZE> error_{};
    const Request* sending_ = nullptr;
    std::size_t sent_bytes_ = 0;
    bool abandoned_ = false;
};

}  // namespace telemetryflow::infrastructure
