#pragma once

// Why a transfer failed, as error.type has it: one word each of curl's own. A pure function.

#include <string_view>

#include <curl/curl.h>

namespace telemetryflow::integration {

/// Empty for CURLE_OK, the code's name for the codes that transfers over HTTP fail with, else "_OTHER".
[[nodiscard]] inline std::string_view curl_error_type(CURLcode code) noexcept {
    switch (code) {
        case CURLE_OK: return {};
        case CURLE_UNSUPPORTED_PROTOCOL: return "CURLE_UNSUPPORTED_PROTOCOL";
        case CURLE_URL_MALFORMAT: return "CURLE_URL_MALFORMAT";
        case CURLE_COULDNT_RESOLVE_PROXY: return "CURLE_COULDNT_RESOLVE_PROXY";
        case CURLE_COULDNT_RESOLVE_HOST: return "CURLE_COULDNT_RESOLVE_HOST";
        case CURLE_COULDNT_CONNECT: return "CURLE_COULDNT_CONNECT";
        case CURLE_WEIRD_SERVER_REPLY: return "CURLE_WEIRD_SERVER_REPLY";
        case CURLE_HTTP2: return "CURLE_HTTP2";
        case CURLE_PARTIAL_FILE: return "CURLE_PARTIAL_FILE";
        case CURLE_HTTP_RETURNED_ERROR: return "CURLE_HTTP_RETURNED_ERROR";
        case CURLE_WRITE_ERROR: return "CURLE_WRITE_ERROR";
        case CURLE_READ_ERROR: return "CURLE_READ_ERROR";
        case CURLE_OPERATION_TIMEDOUT: return "CURLE_OPERATION_TIMEDOUT";
        case CURLE_SSL_CONNECT_ERROR: return "CURLE_SSL_CONNECT_ERROR";
        case CURLE_ABORTED_BY_CALLBACK: return "CURLE_ABORTED_BY_CALLBACK";
        case CURLE_TOO_MANY_REDIRECTS: return "CURLE_TOO_MANY_REDIRECTS";
        case CURLE_GOT_NOTHING: return "CURLE_GOT_NOTHING";
        case CURLE_SEND_ERROR: return "CURLE_SEND_ERROR";
        case CURLE_RECV_ERROR: return "CURLE_RECV_ERROR";
        case CURLE_PEER_FAILED_VERIFICATION: return "CURLE_PEER_FAILED_VERIFICATION";
        case CURLE_BAD_CONTENT_ENCODING: return "CURLE_BAD_CONTENT_ENCODING";
        case CURLE_HTTP2_STREAM: return "CURLE_HTTP2_STREAM";
        default: return "_OTHER";
    }
}

}  // namespace telemetryflow::integration
