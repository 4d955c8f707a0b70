#pragma once

// The variables of a Prometheus endpoint, which no builder reads. Constants.

#include <array>
#include <string_view>

namespace telemetryflow::config {

struct PrometheusVariable {
    std::string_view name;
    std::string_view accepts;
    std::string_view default_text;
    std::string_view description;
};

constexpr std::array<PrometheusVariable, 2> kPrometheusVariables{{
    {"OTEL_EXPORTER_PROMETHEUS_HOST", "a host name or an address", "localhost", "Where the endpoint listens"},
    {"OTEL_EXPORTER_PROMETHEUS_PORT", "a whole number from 0 to 65535", "9464",
     "The port that it listens on; 0 is one that the system picks"},
}};

}  // namespace telemetryflow::config
