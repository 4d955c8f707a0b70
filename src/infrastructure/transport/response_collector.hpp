#pragma once

// Takes in one response from libcurl: the headers and trailers that matter and the body, within limits. Owned by the
// session, reset for every request; used by the sending thread only.

#include <cstddef>
#include <string>
#include <string_view>

#include <curl/curl.h>

namespace telemetryflow::infrastructure {

class ResponseCollector {
public:
    explicit ResponseCollector(std::size_t max_body_bytes) noexcept : max_body_bytes_(max_body_bytes) {}

    /// Makes `easy` deliver here.
    void attach(CURL* easy);
    void reset();

    [[nodiscard]] bool too_large() const noexcept { return too_large_; }
    /// Whether anything of a final response has arrived.
    [[nodiscard]] bool started() const noexcept { return started_; }
    /// Whether the headers of the final response arrived to their end. libcurl takes a connection that ends within
    /// them for the end of the response.
    [[nodiscard]] bool headers_complete() const noexcept { return headers_complete_; }

    std::string content_type;
    std::string retry_after;
    std::string grpc_encoding;
    std::string grpc_status;
    std::string grpc_message;
    std::string grpc_status_details;
    std::string body;

private:
    static std::size_t header_callback(char* data, std::size_t, std::size_t size, void* self) noexcept;
    static std::size_t body_callback(char* data, std::size_t, std::size_t size, void* self) noexcept;
    bool take_header(std::string_view line);
    bool take_body(std::string_view data);
    std::string* field(std::string_view lower_case_name);

    std::size_t max_body_bytes_;
    std::size_t header_bytes_ = 0;
    bool too_large_ = false;
    bool started_ = false;
    bool headers_complete_ = false;
};

}  // namespace telemetryflow::infrastructure
