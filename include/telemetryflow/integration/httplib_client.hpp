#pragma once

// A client of cpp-httplib (0.11 or later) whose calls are spans below what is current, with their context sent along;
// component `httplib`. It has one library client, set up through native(); what goes out through native() itself is not
// recorded. As the library's client: used by one thread at a time.
//
//     HttplibClient orders(client, "http://orders.internal:8080");
//     orders.native().set_connection_timeout(1s);
//     if (const auto answer = orders.get("/orders/7", {}, "/orders/{id}")) ...

#include <charconv>
#include <string>
#include <string_view>
#include <utility>

#include <httplib.h>

#include "telemetryflow/integration/http_client_instrumentation.hpp"
#include "telemetryflow/map_carrier.hpp"
#include "telemetryflow/middleware/httplib_headers.hpp"

namespace telemetryflow {

class HttplibClient {
public:
    /// `url` is scheme://host[:port], as httplib::Client takes it.
    HttplibClient(TelemetryFlowClient& client, const std::string& url, HttpClientOptions options = {})
        : telemetry_(client, std::move(options)), http_(url), base_(url) {
        std::string_view rest = base_;
        if (const std::size_t colon = rest.find("://"); colon != std::string_view::npos) {
            if (rest.substr(0, colon) == "https") port_ = 443;
            rest.remove_prefix(colon + 3);
        } else {
            base_.insert(0, "http://");
            rest = std::string_view(base_).substr(7);
        }
        const std::size_t bracket = rest.find(']');
        const std::size_t port = rest.find(':', bracket == std::string_view::npos ? 0 : bracket);
        host_ = rest.substr(0, port);
        if (bracket != std::string_view::npos) host_ = rest.substr(1, bracket - 1);
        if (port != std::string_view::npos) {
            const std::string_view digits = rest.substr(port + 1);
            std::from_chars(digits.data(), digits.data() + digits.size(), port_);
        }
    }

    [[nodiscard]] httplib::Client& native() noexcept { return http_; }

    /// Sends a request. `url_template` is the pattern of its path, such as /orders/{id}, which names the span.
    httplib::Result send(httplib::Request request, std::string_view url_template = {}) {
        HttpCall call = telemetry_.start_call({.method = request.method,
                                               .url = base_ + request.path,
                                               .host = host_,
                                               .port = port_,
                                               .url_template = url_template,
                                               .headers = HttplibHeaders(request.headers)},
                                              MapCarrier(request.headers));
        httplib::Result result = http_.send(request);
        if (result) {
            constexpr std::string_view kHttp = "HTTP/";
            const std::string_view version = result->version;
            call.end(
                {.status = result->status,
                 .protocol_version = version.starts_with(kHttp) ? version.substr(kHttp.size()) : std::string_view(),
                 .headers = HttplibHeaders(result->headers)});
        } else {
            call.end({.error_type = error_type(result.error()), .error_message = httplib::to_string(result.error())});
        }
        return result;
    }

    httplib::Result get(const std::string& path, httplib::Headers headers = {}, std::string_view url_template = {}) {
        return send(request("GET", path, std::move(headers)), url_template);
    }
    httplib::Result post(const std::string& path, std::string body, const std::string& content_type,
                         httplib::Headers headers = {}, std::string_view url_template = {}) {
        httplib::Request made = request("POST", path, std::move(headers));
        made.body = std::move(body);
        made.set_header("Content-Type", content_type);
        return send(std::move(made), url_template);
    }

private:
    static httplib::Request request(const char* method, const std::string& path, httplib::Headers headers) {
        httplib::Request made;
        made.method = method;
        made.path = path;
        made.headers = std::move(headers);
        return made;
    }

    static std::string_view error_type(httplib::Error error) noexcept {
        switch (error) {
            case httplib::Error::Connection: return "connect";
            case httplib::Error::ConnectionTimeout: return "timeout";
            case httplib::Error::Read: return "read";
            case httplib::Error::Write: return "write";
            case httplib::Error::Canceled: return "canceled";
            case httplib::Error::ExceedRedirectCount: return "redirects";
            case httplib::Error::SSLConnection:
            case httplib::Error::SSLLoadingCerts:
            case httplib::Error::SSLServerVerification: return "tls";
            default: return "other";
        }
    }

    HttpClientInstrumentation telemetry_;
    httplib::Client http_;
    std::string base_;
    std::string host_;
    int port_ = 80;
};

}  // namespace telemetryflow
