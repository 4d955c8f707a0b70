// Bounds that both protocols share.
#pragma once

#include <cstddef>

namespace telemetryflow::local {

// The largest request message, before compression; the default of the OTLP exporter specification.
inline constexpr std::size_t kMaxRequestBytes = std::size_t{64} * 1024 * 1024;

}  // namespace telemetryflow::local
