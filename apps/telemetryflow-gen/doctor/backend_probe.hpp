#pragma once

// Asks a backend step by step what the SDK's transports ask at once: to connect, to agree on TLS, to take a request
// that holds nothing. Each call blocks for a few seconds at most. Owned by one thread.

#include <string>

#include "telemetryflow/domain/telemetry_config.hpp"

#include "doctor/probe_answer.hpp"

namespace telemetryflow::gen {

class BackendProbe {
public:
    enum class Verification : bool { None, Full };

    /// `config` must be valid.
    explicit BackendProbe(const TelemetryConfig& config);

    /// Resolves the name and connects.
    [[nodiscard]] ProbeAnswer connect() const;
    /// The same, and a TLS handshake whatever the endpoint says.
    [[nodiscard]] ProbeAnswer handshake(Verification verification) const;
    /// The same with full verification, and then waits a moment: does the backend end the connection before it was
    /// asked anything? Of a request's own failure it may be lost why, when data were on their way.
    [[nodiscard]] ProbeAnswer listen_after_handshake() const;
    /// Sends an empty request for traces with the key, as the endpoint and the protocol say.
    [[nodiscard]] ProbeAnswer send_empty_request() const;

    /// "host:port"
    [[nodiscard]] const std::string& address() const { return address_; }

private:
    const TelemetryConfig& config_;
    std::string address_;
    std::string verified_address_;  // the same under the name that the certificate is to have
};

}  // namespace telemetryflow::gen
