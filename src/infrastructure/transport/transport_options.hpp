#pragma once

// Everything that decides how a transport talks to one backend. A plain value, made once; safe to read from any thread.

#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "telemetryflow/domain/grpc_keepalive_config.hpp"
#include "telemetryflow/domain/signal_type.hpp"
#include "telemetryflow/version.hpp"

#include "infrastructure/transport/tls_options.hpp"

namespace telemetryflow::infrastructure {

struct TransportOptions {
    using Headers = std::vector<std::pair<std::string, std::string>>;

    /// scheme://host:port with scheme http or https and nothing after the port.
    std::string base_url;
    /// The path of each signal, indexed by SignalType, with its leading slash.
    std::array<std::string, kSignalCount> paths;
    /// Sent with every request in addition to the protocol's own. The first of several with one name counts.
    Headers headers;
    std::string user_agent = "OTel-OTLP-Exporter-CPP-TelemetryFlow/" + std::string(kVersion);

    TlsOptions tls;
    GrpcKeepaliveConfig keepalive;
    std::chrono::milliseconds connect_timeout{10'000};
    /// The largest response, after decompression.
    std::size_t max_response_bytes = 4U << 20U;
    std::size_t read_buffer_bytes = 512U << 10U;
    std::size_t write_buffer_bytes = 512U << 10U;
};

}  // namespace telemetryflow::infrastructure
