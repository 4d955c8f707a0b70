#pragma once

// Where and how a PrometheusEndpoint serves. A value.

#include <cstdint>
#include <string>

#include "telemetryflow/domain/prometheus_options.hpp"

namespace telemetryflow {

struct PrometheusEndpointOptions {
    /// A name or an address of this machine; "0.0.0.0" serves other machines, too.
    std::string host = "localhost";
    /// 0: one that the system picks.
    std::uint16_t port = 9464;
    std::string path = "/metrics";
    PrometheusOptions exposition{};
};

}  // namespace telemetryflow
