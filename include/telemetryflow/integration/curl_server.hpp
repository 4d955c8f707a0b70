#pragma once

// Host and port of a URL as curl reads it. Owned and used by one thread.

#include <charconv>
#include <string>
#include <string_view>
#include <system_error>

#include <curl/curl.h>

namespace telemetryflow::integration {

class CurlServer {
public:
    /// Nothing is known of a text that curl would not take as a URL.
    explicit CurlServer(const std::string& url) {
        CURLU* parsed = curl_url();
        if (curl_url_set(parsed, CURLUPART_URL, url.c_str(), CURLU_GUESS_SCHEME | CURLU_NON_SUPPORT_SCHEME) ==
            CURLUE_OK) {
            address_ = part(parsed, CURLUPART_HOST, 0);
            const std::string port = part(parsed, CURLUPART_PORT, CURLU_DEFAULT_PORT);
            std::from_chars(port.data(), port.data() + port.size(), port_);
        }
        curl_url_cleanup(parsed);
    }

    [[nodiscard]] std::string_view address() const noexcept { return address_; }
    /// The scheme's own port where the URL has none; 0 where neither is known.
    [[nodiscard]] int port() const noexcept { return port_; }

private:
    [[nodiscard]] static std::string part(CURLU* url, CURLUPart which, unsigned int flags) {
        char* text = nullptr;
        if (curl_url_get(url, which, &text, flags) != CURLUE_OK) return {};
        std::string out = text;
        curl_free(text);
        return out;
    }

    std::string address_;
    int port_ = 0;
};

}  // namespace telemetryflow::integration
