#pragma once

// Transfers of libcurl as client spans: CurlClient::perform() in the place of curl_easy_perform(). Component `curl`.
// Tested with libcurl 7.88. Follows OpenTelemetry's semantic conventions for HTTP client spans and metrics.

#include <string>
#include <string_view>
#include <utility>

#include <curl/curl.h>

#include "telemetryflow/client.hpp"
#include "telemetryflow/integration/curl_error_type.hpp"
#include "telemetryflow/integration/curl_headers.hpp"
#include "telemetryflow/integration/curl_options.hpp"
#include "telemetryflow/integration/curl_server.hpp"
#include "telemetryflow/integration/http_client_instrumentation.hpp"

namespace telemetryflow::integration {

/// Any thread may use it, each with handles of its own. The client must outlive it.
class CurlClient {
public:
    explicit CurlClient(TelemetryFlowClient& client, CurlOptions options = {})
        : telemetry_(client, HttpClientOptions{.semantic_conventions = options.semantic_conventions,
                                               .propagate = options.propagate,
                                               .secret_parameters = std::move(options.secret_parameters)}) {}

    /// Performs the transfer that `handle` is set up for, and returns what curl_easy_perform() does.
    ///
    /// The transfer is a span of its own, current while curl calls back, whatever its outcome; redirects that curl
    /// follows belong to it. A program that tries again calls this again and says with `resend_count` how often it had
    /// sent the request before.
    ///
    /// `headers` is the list that the handle would be given with CURLOPT_HTTPHEADER, or null for none: curl cannot be
    /// asked for a list that was set, so that it has to go through here. The headers that carry the trace go in front
    /// of it, unless it has them already. The handle keeps `headers` as its list.
    CURLcode perform(CURL* handle, curl_slist* headers, int resend_count = 0) {
        const std::string url = effective_url(handle);
        const CurlServer server(url);
        CurlHeaders sent(headers);
        // curl knows the method only after the transfer.
        HttpCall call = telemetry_.start_call(
            {.url = url, .host = server.address(), .port = server.port(), .resend_count = resend_count}, sent);
        curl_easy_setopt(handle, CURLOPT_HTTPHEADER, sent.list());
        CURLcode code = CURLE_OK;
        {
            const auto current = call.attach();
            code = curl_easy_perform(handle);
        }
        curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
        finish(call, handle, code, url.empty());
        return code;
    }

private:
    [[nodiscard]] static std::string effective_url(CURL* handle) {
        const char* url = nullptr;
        curl_easy_getinfo(handle, CURLINFO_EFFECTIVE_URL, &url);
        return url == nullptr ? std::string() : std::string(url);
    }

    static void finish(HttpCall& call, CURL* handle, CURLcode code, bool url_is_new) {
        if (!call.is_instrumented()) return;
        const char* method = nullptr;
        curl_easy_getinfo(handle, CURLINFO_EFFECTIVE_METHOD, &method);
        // A handle that has a CURLU instead of a URL knows it only now.
        const std::string url = url_is_new ? effective_url(handle) : std::string();
        const CurlServer server(url);
        call.set_request({.method = text(method), .url = url, .host = server.address(), .port = server.port()});

        HttpCallResult result{.error_type = curl_error_type(code),
                              .error_message = code == CURLE_OK ? std::string_view() : curl_easy_strerror(code)};
        // What was before the transfer began is of the one before it.
        if (began(code)) {
            long status = 0;
            long version = CURL_HTTP_VERSION_NONE;
            const char* peer = nullptr;
            long peer_port = 0;
            curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
            curl_easy_getinfo(handle, CURLINFO_HTTP_VERSION, &version);
            curl_easy_getinfo(handle, CURLINFO_PRIMARY_IP, &peer);
            curl_easy_getinfo(handle, CURLINFO_PRIMARY_PORT, &peer_port);
            result.status = static_cast<int>(status);
            result.protocol_version = version_text(version);
            result.peer_address = text(peer);
            result.peer_port = static_cast<int>(peer_port);
            set_timings(call.span(), handle);
        }
        call.end(result);
    }

    [[nodiscard]] static std::string_view text(const char* chars) noexcept {
        return chars == nullptr ? std::string_view() : std::string_view(chars);
    }

    [[nodiscard]] static bool began(CURLcode code) noexcept {
        return code != CURLE_URL_MALFORMAT && code != CURLE_UNSUPPORTED_PROTOCOL && code != CURLE_FAILED_INIT &&
               code != CURLE_BAD_FUNCTION_ARGUMENT && code != CURLE_RECURSIVE_API_CALL;
    }

    // When each phase was over, in seconds since the transfer began, under the names that `curl --write-out` has for
    // them. Phases that did not take place, such as a handshake on a connection that was there already, are 0 in curl
    // and left out here.
    static void set_timings(Span& span, CURL* handle) {
        static constexpr std::pair<CURLINFO, std::string_view> kPhases[] = {
            {CURLINFO_REDIRECT_TIME_T, "curl.time_redirect"},
            {CURLINFO_NAMELOOKUP_TIME_T, "curl.time_namelookup"},
            {CURLINFO_CONNECT_TIME_T, "curl.time_connect"},
            {CURLINFO_APPCONNECT_TIME_T, "curl.time_appconnect"},
            {CURLINFO_PRETRANSFER_TIME_T, "curl.time_pretransfer"},
            {CURLINFO_STARTTRANSFER_TIME_T, "curl.time_starttransfer"},
            {CURLINFO_TOTAL_TIME_T, "curl.time_total"}};
        for (const auto& [info, name] : kPhases) {
            curl_off_t microseconds = 0;
            if (curl_easy_getinfo(handle, info, &microseconds) == CURLE_OK && microseconds > 0)
                span.set_attribute(name, static_cast<double>(microseconds) / 1e6);
        }
    }

    [[nodiscard]] static std::string_view version_text(long version) noexcept {
        switch (version) {
            case CURL_HTTP_VERSION_1_0: return "1.0";
            case CURL_HTTP_VERSION_1_1: return "1.1";
            case CURL_HTTP_VERSION_2_0: return "2";
            case CURL_HTTP_VERSION_3: return "3";
            default: return {};
        }
    }

    HttpClientInstrumentation telemetry_;
};

}  // namespace telemetryflow::integration
