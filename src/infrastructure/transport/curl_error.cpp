#include "infrastructure/transport/curl_error.hpp"

#include "infrastructure/transport/curl_tls.hpp"

namespace telemetryflow::infrastructure {

TransportStatus transport_status(CURLcode code, std::string_view text) noexcept {
    if (is_tls_setting(code, text)) return TransportStatus::TlsFailed;
    switch (code) {
        case CURLE_OK: return TransportStatus::Response;
        case CURLE_OPERATION_TIMEDOUT: return TransportStatus::TimedOut;
        case CURLE_SEND_ERROR:
        case CURLE_RECV_ERROR:
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
