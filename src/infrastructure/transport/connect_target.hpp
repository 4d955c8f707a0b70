#pragma once

// The URL to ask for and the address to connect to, which differ when a server is to be verified under another name
// than the URL's. A value; safe to read from any thread. Must outlive the transfers that it was applied to.

#include <string>
#include <string_view>

#include <curl/curl.h>

namespace telemetryflow::infrastructure {

class ConnectTarget {
public:
    /// `url` is scheme://host[:port][/path]; `server_name` counts with https only and may be empty.
    ConnectTarget(std::string url, std::string_view server_name);
    // Its list points into it.
    ConnectTarget(const ConnectTarget&) = delete;
    ConnectTarget& operator=(const ConnectTarget&) = delete;

    /// Has `easy`, always the same handle since renew(), ask for `path`, which is appended to the URL.
    void apply(CURL* easy, std::string_view path);
    /// Another handle is used from now on.
    void renew() noexcept { asked_.clear(); }
    [[nodiscard]] bool uses_tls() const noexcept;
    /// The URL that is asked for, without the path.
    [[nodiscard]] const std::string& url() const noexcept { return url_; }
    /// libcurl's CONNECT_TO rule; empty when the connection goes where the URL says.
    [[nodiscard]] const std::string& connect_to() const noexcept { return connect_to_line_; }

private:
    std::string url_;
    std::string connect_to_line_;
    curl_slist connect_to_{};
    std::string asked_;  // what the handle was told last
};

}  // namespace telemetryflow::infrastructure
