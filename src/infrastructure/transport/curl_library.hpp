#pragma once

// The process-wide side of libcurl.

namespace telemetryflow::infrastructure {

/// Initialises libcurl once for the process; safe to call from any thread. It is never cleaned up: the application may
/// use libcurl too, and nothing tells when the last user is gone.
void ensure_curl_initialised();

/// Whether the libcurl that is loaded cannot send a second plaintext HTTP/2 request with prior knowledge over one
/// connection (before 8.0 it fails with CURLE_HTTP2).
[[nodiscard]] bool curl_breaks_reused_prior_knowledge();

}  // namespace telemetryflow::infrastructure
