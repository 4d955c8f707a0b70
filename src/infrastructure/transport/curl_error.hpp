#pragma once

// What a libcurl error means to a transport. Pure functions; safe to use from any thread.

#include <string_view>

#include <curl/curl.h>

#include "telemetryflow/application/ports/transport.hpp"

namespace telemetryflow::infrastructure {

/// Returns the status that `code` means; `text` is libcurl's own description of this failure.
[[nodiscard]] TransportStatus transport_status(CURLcode code, std::string_view text) noexcept;

/// Whether `code` is how a connection that the peer has closed while it was idle shows itself.
[[nodiscard]] bool is_dead_connection(CURLcode code) noexcept;

}  // namespace telemetryflow::infrastructure
