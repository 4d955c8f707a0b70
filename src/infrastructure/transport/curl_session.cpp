#include "infrastructure/transport/curl_session.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <utility>

#include "infrastructure/transport/curl_error.hpp"
#include "infrastructure/transport/curl_library.hpp"
#include "infrastructure/transport/curl_tls.hpp"
#include "infrastructure/transport/sigpipe_guard.hpp"

namespace telemetryflow::infrastructure {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kFrameBytes = 16U << 10U;

milliseconds left_until(steady_clock::time_point deadline) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
    return std::min<milliseconds>(left, std::chrono::hours(24));  // what libcurl computes with has to stay in range
}

/// Both spellings exist: the first since libcurl 7.85, where the second is deprecated.
void restrict_protocols(CURL* easy) {
#if LIBCURL_VERSION_NUM >= 0x075500
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS, static_cast<long>(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

}  // namespace

CurlSession::CurlSession(const TransportOptions& options, Version version, std::size_t max_body_bytes, bool decode)
    : options_(options),
      version_(version),
      decode_(decode),
      target_(options.base_url, options.tls.server_name),
      sockets_(options.keepalive),
      response_(max_body_bytes) {}

CurlSession::~CurlSession() {
    if (abandoned_) return;
    auto* const multi = multi_.exchange(nullptr);
    if (easy_ != nullptr) curl_easy_cleanup(easy_);
    if (multi != nullptr) curl_multi_cleanup(multi);
}

void CurlSession::interrupt() noexcept {
    interrupted_.store(true);
    if (auto* const multi = multi_.load()) curl_multi_wakeup(multi);
}

void CurlSession::abandon_after_fork() noexcept {
    abandoned_ = true;
    sockets_.close_all();
}

bool CurlSession::ensure_handles() {
    if (easy_ != nullptr) return true;
    ensure_curl_initialised();
    if (multi_.load() == nullptr) {
        auto* const multi = curl_multi_init();
        if (multi == nullptr) return false;
        curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, 2L);
        multi_.store(multi);
    }
    easy_ = curl_easy_init();
    if (easy_ == nullptr) return false;
    sockets_.attach(easy_);
    response_.attach(easy_);
    restrict_protocols(easy_);
    curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, error_.data());
    curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy_, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy_, CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));
    curl_easy_setopt(easy_, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(easy_, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(easy_, CURLOPT_POST, 1L);
    curl_easy_setopt(easy_, CURLOPT_READFUNCTION, &CurlSession::read_callback);
    curl_easy_setopt(easy_, CURLOPT_READDATA, this);
    curl_easy_setopt(easy_, CURLOPT_SEEKFUNCTION, &CurlSession::seek_callback);
    curl_easy_setopt(easy_, CURLOPT_SEEKDATA, this);
    curl_easy_setopt(easy_, CURLOPT_BUFFERSIZE, static_cast<long>(options_.read_buffer_bytes));
    curl_easy_setopt(easy_, CURLOPT_UPLOAD_BUFFERSIZE, static_cast<long>(options_.write_buffer_bytes));
#if LIBCURL_VERSION_NUM >= 0x075700
    // A resolver that hangs must not hold up an interrupted send.
    curl_easy_setopt(easy_, CURLOPT_QUICK_EXIT, 1L);
#endif
    curl_easy_setopt(easy_, CURLOPT_USERAGENT, options_.user_agent.c_str());
    if (decode_) curl_easy_setopt(easy_, CURLOPT_ACCEPT_ENCODING, "gzip");
    // A plaintext HTTP/2 connection cannot pass a proxy in any other way.
    if (!target_.uses_tls() && version_ == Version::Http2) curl_easy_setopt(easy_, CURLOPT_HTTPPROXYTUNNEL, 1L);
    set_up_tls(easy_, options_.tls);
    target_.renew();
    return true;
}

long CurlSession::http_version(Connection connection) const {
    if (version_ == Version::Http1) return CURL_HTTP_VERSION_1_1;
    if (target_.uses_tls()) return CURL_HTTP_VERSION_2TLS;
    return connection == Connection::Reused ? CURL_HTTP_VERSION_2_0 : CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE;
}

TransportResponse CurlSession::send(const Request& request) {
    if (interrupted_.load()) {
        TransportResponse response;
        response.status = TransportStatus::Interrupted;
        return response;
    }
    const SigpipeGuard no_sigpipe;
    if (!ensure_handles()) return outcome(CURLE_FAILED_INIT, request);
    sockets_.probe(true);
    // See curl_breaks_reused_prior_knowledge(): there, the spelling for a reused connection would open a new one as
    // HTTP/1.1, so while it is in use none may be opened.
    const bool fragile = version_ == Version::Http2 && !target_.uses_tls() && curl_breaks_reused_prior_knowledge();
    const bool reuse_only = fragile && sockets_.any_open();
    auto code = attempt(request, reuse_only ? Connection::Reused : Connection::Any);
    long connects = 0;
    curl_easy_getinfo(easy_, CURLINFO_NUM_CONNECTS, &connects);
    const bool idle_connection_was_dead = connects == 0 && is_dead_connection(code) && !response_.started();
    if (sockets_.refused() || idle_connection_was_dead) code = attempt(request, Connection::New);
    sockets_.probe(false);
    auto result = outcome(code, request);
    if (result.status == TransportStatus::ConnectionLost && target_.uses_tls() && !response_.started())
        find_refusal(result, request);
    return result;
}

void CurlSession::find_refusal(TransportResponse& result, const Request& request) {
    constexpr milliseconds kLongest{500};
    auto refusal = refusal_after_handshake(easy_, std::min(left_until(request.deadline), kLongest));
    if (refusal.empty()) return;
    result.status = TransportStatus::TlsFailed;
    result.error = std::move(refusal);
}

CURLcode CurlSession::attempt(const Request& request, Connection connection) {
    const auto left = left_until(request.deadline);
    if (left.count() <= 0) return CURLE_OPERATION_TIMEDOUT;
    target_.apply(easy_, request.path);
    sending_ = &request;
    sent_bytes_ = 0;
    error_[0] = '\0';
    response_.reset();
    sockets_.allow_opening(connection != Connection::Reused);
    const auto size = request.body[0].size() + request.body[1].size();
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(size));
    curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, request.headers);
    curl_easy_setopt(easy_, CURLOPT_HTTP_VERSION, http_version(connection));
    curl_easy_setopt(easy_, CURLOPT_FRESH_CONNECT, connection == Connection::New ? 1L : 0L);
    curl_easy_setopt(easy_, CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
    curl_easy_setopt(easy_, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(std::min(left, options_.connect_timeout).count()));
    const auto code = drive(request);
    // The caller's header list and body end with this call.
    curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, nullptr);
    sending_ = nullptr;
    return code;
}

CURLcode CurlSession::drive(const Request& request) {
    auto* const multi = multi_.load();
    if (curl_multi_add_handle(multi, easy_) != CURLM_OK) return CURLE_FAILED_INIT;
    CURLcode code = CURLE_ABORTED_BY_CALLBACK;
    while (!interrupted_.load()) {
        int running = 0;
        // HTTP/2 hands over a body in frames of 16 KiB, each of which would go out as a packet of its own.
        const bool corked = version_ == Version::Http2 && unsent() > kFrameBytes;
        if (corked) sockets_.cork(true);
        const auto performed = curl_multi_perform(multi, &running);
        if (corked) sockets_.cork(false);
        if (performed != CURLM_OK) {
            code = CURLE_FAILED_INIT;
            break;
        }
        int queued = 0;
        if (const auto* message = curl_multi_info_read(multi, &queued)) {
            code = message->data.result;
            break;
        }
        const auto left = left_until(request.deadline);
        if (left.count() <= 0) {
            code = CURLE_OPERATION_TIMEDOUT;
            break;
        }
        curl_multi_poll(multi, nullptr, 0, static_cast<int>(std::min(left, milliseconds(1000)).count()), nullptr);
    }
    curl_multi_remove_handle(multi, easy_);
    return code;
}

TransportResponse CurlSession::outcome(CURLcode code, const Request& request) {
    TransportResponse result;
    if (interrupted_.load() && code == CURLE_ABORTED_BY_CALLBACK) {
        result.status = TransportStatus::Interrupted;
        return result;
    }
    long http_status = 0;
    if (easy_ != nullptr) curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &http_status);
    result.http_status = static_cast<int>(http_status);
    result.content_type = response_.content_type;
    result.retry_after = response_.retry_after;
    if (code == CURLE_OK && response_.headers_complete()) return result;
    if (code == CURLE_OK) code = CURLE_RECV_ERROR;
    result.error = error_[0] != '\0' ? error_.data() : curl_easy_strerror(code);
    if (code == CURLE_BAD_CONTENT_ENCODING) {
        // The server has spoken; only what it added cannot be read.
        response_.body.clear();
        return result;
    }
    result.status = response_.too_large() ? TransportStatus::ResponseTooLarge : transport_status(code, result.error);
    if (result.status == TransportStatus::TlsFailed) result.error = tls_advice(code, result.error);
    curl_off_t connected_after = 0;
    if (easy_ != nullptr) curl_easy_getinfo(easy_, CURLINFO_PRETRANSFER_TIME_T, &connected_after);
    if (result.status == TransportStatus::TimedOut && connected_after == 0 &&
        left_until(request.deadline).count() > 0) {
        // Only connecting has a limit of its own.
        result.status = TransportStatus::ConnectFailed;
    }
    if (result.status == TransportStatus::ConnectionLost && response_.headers_complete() && http_status >= 300) {
        // A refusal stands, even when the server cut it short because it did not want the rest of the request.
        result.status = TransportStatus::Response;
        response_.body.clear();
    }
    return result;
}

std::size_t CurlSession::unsent() const noexcept {
    return sending_->body[0].size() + sending_->body[1].size() - sent_bytes_;
}

std::size_t CurlSession::read_callback(char* out, std::size_t, std::size_t size, void* self) noexcept {
    auto& session = *static_cast<CurlSession*>(self);
    std::size_t skip = session.sent_bytes_;
    std::size_t copied = 0;
    for (const auto part : session.sending_->body) {
        const auto rest = part.subspan(std::min(skip, part.size()));
        skip -= part.size() - rest.size();
        const auto count = std::min(rest.size(), size - copied);
        if (count > 0) std::memcpy(out + copied, rest.data(), count);
        copied += count;
        if (count < rest.size()) break;
    }
    session.sent_bytes_ += copied;
    return copied;
}

int CurlSession::seek_callback(void* self, curl_off_t offset, int origin) noexcept {
    auto& session = *static_cast<CurlSession*>(self);
    if (origin != SEEK_SET || offset < 0 || session.sending_ == nullptr) return CURL_SEEKFUNC_CANTSEEK;
    session.sent_bytes_ = static_cast<std::size_t>(offset);
    return CURL_SEEKFUNC_OK;
}

}  // namespace telemetryflow::infrastructure
