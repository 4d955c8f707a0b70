#pragma once

// What the factory needs to make an exporter: what a TelemetryConfig comes to once its rules are applied. A plain
// value.

#include <cstddef>

#include "telemetryflow/domain/backend_profile.hpp"
#include "telemetryflow/domain/protocol.hpp"
#include "telemetryflow/domain/telemetry_config.hpp"

#include "infrastructure/otlp/request_identity.hpp"
#include "infrastructure/transport/transport_options.hpp"

namespace telemetryflow::infrastructure {

struct OtlpExporterOptions {
    Protocol protocol = Protocol::Grpc;
    BackendProfile profile = BackendProfile::TelemetryFlow;
    bool gzip = true;
    /// The largest body that is sent, before compression.
    std::size_t max_request_bytes = 64U << 20U;
    TransportOptions transport;
    /// Texts that no message may contain.
    std::vector<std::string> secrets;
    /// Null: the identity in `transport.headers` stays.
    IdentityRenewal renew;
};

/// Returns the options of a valid `config`. The headers that identify the client come before the user's, so of two
/// with one name ours is sent; a User-Agent of the user's goes before ours.
[[nodiscard]] OtlpExporterOptions otlp_exporter_options(const TelemetryConfig& config);

}  // namespace telemetryflow::infrastructure
