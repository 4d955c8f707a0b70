#include "infrastructure/transport/curl_error.hpp"

namespace telemetryflow::infrastructure {

TransportStatus transport_status(CURLcode code, std::string_view text) noexcept {
    switch (code) {
        case CURLE_OK: return TransportStatus::Response;
        case CURLE_OPERATION_TIMEDOUT: return TransportStatus::TimedOut;
        case CURLE_SSL_CONNECT_ERROR:
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
        case CURLE_USE_SSL_FAILED: return TransportStatus::TlsFailed;
        case CURLE_SEND_ERROR:
        case CURLE_RECV_ERROR:
            // In TLS 1.3 the peer refuses a client certificate after our side of the handshake is over.
            return text.find("alert") != std::string_view::npos ? TransportStatus::TlsFailed
                                                                : TransportStatus::ConnectionLost;
        case CURLE_GOT_NOTHING:
        case CURLE_PARTIAL_FILE:
        case CURLE_HTTP2:
        case CURLE_HTTP2_STREAM:
        case CURLE_WEIRD_SERVER_REPLY:
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_WRITE_ERROR: return TransportStatus::ConnectionLost;
        default: return TransportStatus::ConnectFailed;
    }
}

bool is_dead_connection(CURLcode code) noexcept {
    return code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING || code == CURLE_HTTP2 ||
           code == CURLE_HTTP2_STREAM;
}

}  // namespace telemetryflow::infrastructure
