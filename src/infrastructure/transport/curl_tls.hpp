#pragma once

// TLS as both transports want it of libcurl, and what its failures mean. A failure is a matter of settings when trying
// again cannot help before somebody mends something on either side; a connection that broke while TLS was being agreed
// on is none. Free functions without state.

#include <chrono>
#include <string>
#include <string_view>

#include <curl/curl.h>

#include "infrastructure/transport/tls_options.hpp"

namespace telemetryflow::infrastructure {

/// Has `easy` verify the backend, and show the client's certificate where there is one. At least TLS 1.2.
void set_up_tls(CURL* easy, const TlsOptions& options);

/// Whether `code` is a failure of TLS that lies in the settings; `text` is libcurl's own description of it.
[[nodiscard]] bool is_tls_setting(CURLcode code, std::string_view text) noexcept;

/// Names what to mend after such a failure, in front of libcurl's description.
[[nodiscard]] std::string tls_advice(CURLcode code, std::string_view text);

/// Finds out why connections end before an answer: returns what to mend when the backend ends one even if nothing is
/// asked of it, as those do that refuse the client's certificate, which in TLS 1.3 comes after the handshake. Empty
/// when the connection stays. Opens one connection, set up as those of `easy`, for at most `timeout`.
[[nodiscard]] std::string refusal_after_handshake(CURL* easy, std::chrono::milliseconds timeout);

}  // namespace telemetryflow::infrastructure
