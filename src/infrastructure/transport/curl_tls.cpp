#include "infrastructure/transport/curl_tls.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <memory>

#include <poll.h>

namespace telemetryflow::infrastructure {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::string_view kOwnCertificate =
    "the client's certificate or key cannot be used, see with_tls_client_certificate()";
constexpr std::string_view kOwnCertificateRefused =
    "the backend refuses the client's certificate or demands one, see with_tls_client_certificate()";
constexpr std::string_view kAuthorities = "the file of certificate authorities cannot be used, see with_tls_ca()";
constexpr std::string_view kPeer =
    "the backend's certificate is not accepted, see with_tls_ca() and with_tls_server_name()";
constexpr std::string_view kNoAgreement = "no common version or cipher (at least TLS 1.2), or a port without TLS";

bool contains_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [text](auto word) { return text.find(word) != text.npos; });
}

bool is_alert(std::string_view text) {
    return contains_any(text, {"alert", "Alert"});
}

// libcurl has one code for all that goes wrong in a handshake, and passes the TLS library's words on (OpenSSL, GnuTLS).
bool broke_in_handshake(std::string_view text) {
    return contains_any(text, {"SSL_ERROR_SYSCALL", "reset by peer", "Broken pipe", "unexpected eof",
                               "non-properly terminated", "pull function", "push function"});
}

struct EasyCleanup {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};

/// Whether the peer ends `easy`'s connection, to which nothing was said, before the deadline.
bool ends(CURL* easy, steady_clock::time_point deadline) {
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &socket);
    for (;;) {
        char byte = 0;
        std::size_t received = 0;
        const auto code = curl_easy_recv(easy, &byte, 1, &received);
        if (code == CURLE_OK) return received == 0;
        if (code != CURLE_AGAIN) return true;
        // What is readable without being for us are the server's session tickets.
        const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
        pollfd waiting{socket, POLLIN, 0};
        if (left.count() <= 0 || poll(&waiting, 1, static_cast<int>(left.count())) <= 0) return false;
    }
}

}  // namespace

void set_up_tls(CURL* easy, const TlsOptions& options) {
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
#if LIBCURL_VERSION_NUM >= 0x075700
    // Authorities that were replaced while the program runs count from the next connection on.
    curl_easy_setopt(easy, CURLOPT_CA_CACHE_TIMEOUT, 0L);
#endif
    if (!options.ca_file.empty()) {
        curl_easy_setopt(easy, CURLOPT_CAINFO, options.ca_file.c_str());
        // Without this the system's directory of roots would be trusted as well.
        curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
    }
    if (options.client_cert_file.empty()) return;
    curl_easy_setopt(easy, CURLOPT_SSLCERT, options.client_cert_file.c_str());
    curl_easy_setopt(easy, CURLOPT_SSLKEY, options.client_key_file.c_str());
    // Without a passphrase of ours, OpenSSL would ask for one on the terminal.
    curl_easy_setopt(easy, CURLOPT_KEYPASSWD, "");
}

bool is_tls_setting(CURLcode code, std::string_view text) noexcept {
    switch (code) {
        case CURLE_SSL_ENGINE_NOTFOUND:
        case CURLE_SSL_ENGINE_SETFAILED:
        case CURLE_SSL_ENGINE_INITFAILED:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_CRL_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
        case CURLE_SSL_INVALIDCERTSTATUS:
#if LIBCURL_VERSION_NUM >= 0x074D00
        case CURLE_SSL_CLIENTCERT:
#endif
        case CURLE_USE_SSL_FAILED: return true;
        case CURLE_SSL_CONNECT_ERROR: return !broke_in_handshake(text);
        case CURLE_SEND_ERROR:
        case CURLE_RECV_ERROR: return is_alert(text);
        default: return false;
    }
}

std::string tls_advice(CURLcode code, std::string_view text) {
    const auto advice = [&] {
        switch (code) {
            case CURLE_SSL_CERTPROBLEM: return kOwnCertificate;
            case CURLE_SSL_CACERT_BADFILE: return kAuthorities;
            case CURLE_PEER_FAILED_VERIFICATION:
            case CURLE_SSL_ISSUER_ERROR:
            case CURLE_SSL_INVALIDCERTSTATUS: return kPeer;
            case CURLE_SSL_CONNECT_ERROR:
                return is_alert(text) && contains_any(text, {"certificate", "unknown ca"}) ? kOwnCertificateRefused
                                                                                           : kNoAgreement;
#if LIBCURL_VERSION_NUM >= 0x074D00
            case CURLE_SSL_CLIENTCERT:
#endif
            case CURLE_SEND_ERROR:
            case CURLE_RECV_ERROR: return kOwnCertificateRefused;
            default: return std::string_view("a setting of TLS is wrong");
        }
    }();
    return std::string(advice).append(" (").append(text).append(")");
}

std::string refusal_after_handshake(CURL* easy, milliseconds timeout) {
    const auto deadline = steady_clock::now() + timeout;
    const std::unique_ptr<CURL, EasyCleanup> probe(curl_easy_duphandle(easy));
    if (probe == nullptr) return {};
    std::array<char, CURL_ERROR_SIZE> error{};
    curl_easy_setopt(probe.get(), CURLOPT_ERRORBUFFER, error.data());
    curl_easy_setopt(probe.get(), CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(probe.get(), CURLOPT_TIMEOUT_MS,
                     static_cast<long>(std::max<milliseconds::rep>(timeout.count(), 1)));
    const auto code = curl_easy_perform(probe.get());
    if (is_tls_setting(code, error.data())) return tls_advice(code, error.data());
    if (code != CURLE_OK || !ends(probe.get(), deadline)) return {};
    return tls_advice(CURLE_RECV_ERROR,
                      is_alert(error.data()) ? error.data() : "the connection ends after the handshake");
}

}  // namespace telemetryflow::infrastructure
