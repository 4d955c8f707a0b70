#pragma once

// Transfers of libcurl as client spans: CurlClient::perform() in the place of curl_easy_perform(). Component `curl`.
// Tested with libcurl 7.88. Follows OpenTelemetry's semantic conventions for HTTP client spans and metrics.

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <curl/curl.h>

#include "telemetryflow/client.hpp"
#include "telemetryflow/integration/attribute_list.hpp"
#include "telemetryflow/integration/curl_error_type.hpp"
#include "telemetryflow/integration/curl_options.hpp"
#include "telemetryflow/integration/curl_server.hpp"
#include "telemetryflow/integration/http_client_exchange.hpp"
#include "telemetryflow/integration/propagation_headers.hpp"
#include "telemetryflow/integration/redact_url.hpp"
#include "telemetryflow/integration/start_span.hpp"

namespace telemetryflow::integration {

/// Any thread may use it, each with handles of its own. The client must outlive it.
class CurlClient {
public:
    explicit CurlClient(TelemetryFlowClient& client, CurlOptions options = {})
        : client_(client),
          options_(std::move(options)),
          durations_(client, "http.client.request.duration", "Duration of HTTP client requests.",
                     {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10}) {}

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
        CurlServer server(url);
        Span span = start(url, server);
        const std::vector<std::string> lines = lines_to_add(span.context(), headers);
        std::vector<curl_slist> added(lines.size());
        for (std::size_t i = 0; i < lines.size(); ++i) {
            // curl reads the text; it has the type of a list that curl made itself.
            added[i].data = const_cast<char*>(lines[i].c_str());
            added[i].next = i + 1 < lines.size() ? &added[i + 1] : headers;
        }
        curl_easy_setopt(handle, CURLOPT_HTTPHEADER, added.empty() ? headers : added.data());
        const auto begin = std::chrono::steady_clock::now();
        const CURLcode code = curl_easy_perform(handle);
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
        curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);

        if (url.empty()) {
            // A handle that has a CURLU instead of a URL knows it only now.
            const std::string known = effective_url(handle);
            server = CurlServer(known);
            span.set_attribute("url.full", redact_url(known, options_.secret_parameters));
        }
        finish(span, handle, server, code, taken.count(), resend_count);
        return code;
    }

private:
    [[nodiscard]] static std::string effective_url(CURL* handle) {
        const char* url = nullptr;
        curl_easy_getinfo(handle, CURLINFO_EFFECTIVE_URL, &url);
        return url == nullptr ? std::string() : std::string(url);
    }

    [[nodiscard]] Span start(const std::string& url, const CurlServer& server) {
        const std::string redacted = redact_url(url, options_.secret_parameters);
        AttributeList<3> attributes;
        attributes.add_if_known("url.full", redacted);
        attributes.add_if_known("server.address", server.address());
        if (server.port() > 0) attributes.add("server.port", server.port());
        // curl knows the method only after the transfer; the span is given its name then.
        return start_span(client_, {.name = "HTTP", .kind = SpanKind::Client, .attributes = attributes});
    }

    [[nodiscard]] std::vector<std::string> lines_to_add(const SpanContext& context, const curl_slist* headers) const {
        if (!options_.propagate) return {};
        std::vector<std::string> lines = propagation_headers(context);
        std::erase_if(lines, [&](const std::string& line) {
            const std::string_view name = std::string_view(line).substr(0, line.find(':'));
            for (const curl_slist* header = headers; header != nullptr; header = header->next) {
                const std::string_view other = header->data;
                if (other.size() > name.size() && (other[name.size()] == ':' || other[name.size()] == ';') &&
                    curl_strnequal(header->data, line.c_str(), name.size()) != 0)
                    return true;
            }
            return false;
        });
        return lines;
    }

    void finish(Span& span, CURL* handle, const CurlServer& server, CURLcode code, double seconds, int resend_count) {
        const char* method = nullptr;
        const char* peer = nullptr;
        long status = 0;
        long version = CURL_HTTP_VERSION_NONE;
        long peer_port = 0;
        curl_easy_getinfo(handle, CURLINFO_EFFECTIVE_METHOD, &method);
        // What was before the transfer began is of the one before it.
        if (began(code)) {
            curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
            curl_easy_getinfo(handle, CURLINFO_HTTP_VERSION, &version);
            curl_easy_getinfo(handle, CURLINFO_PRIMARY_IP, &peer);
            curl_easy_getinfo(handle, CURLINFO_PRIMARY_PORT, &peer_port);
            set_timings(span, handle);
        }
        HttpClientExchange exchange;
        exchange.method = method == nullptr ? std::string_view() : std::string_view(method);
        exchange.server_address = server.address();
        exchange.server_port = server.port();
        exchange.status_code = static_cast<int>(status);
        exchange.error_type = curl_error_type(code);
        exchange.error_message = code == CURLE_OK ? std::string_view() : curl_easy_strerror(code);
        exchange.protocol_version = version_text(version);
        exchange.peer_address = peer == nullptr ? std::string_view() : std::string_view(peer);
        exchange.peer_port = static_cast<int>(peer_port);
        exchange.resend_count = resend_count;
        exchange.seconds = seconds;
        describe(exchange, span, durations_);
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

    TelemetryFlowClient& client_;
    CurlOptions options_;
    DurationHistogram durations_;
};

}  // namespace telemetryflow::integration
