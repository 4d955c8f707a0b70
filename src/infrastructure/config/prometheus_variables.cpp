#include "infrastructure/config/prometheus_variables.hpp"

#include <cstdint>
#include <string>
#include <utility>

#include "telemetryflow/domain/errors.hpp"
#include "telemetryflow/prometheus_environment.hpp"

#include "domain/text.hpp"
#include "infrastructure/config/process_environment.hpp"
#include "infrastructure/config/value_parsing.hpp"

namespace telemetryflow {

PrometheusEndpointOptions prometheus_options_from_environment(PrometheusEndpointOptions options) {
    return prometheus_options_from_environment(config::process_environment(), std::move(options));
}

PrometheusEndpointOptions prometheus_options_from_environment(const Environment& environment,
                                                              PrometheusEndpointOptions options) {
    const auto [host_variable, port_variable] = config::kPrometheusVariables;
    const auto read = [&environment](const config::PrometheusVariable& variable) {
        const auto value = environment(std::string(variable.name));
        return std::string(text::trim(value.value_or("")));
    };
    if (std::string host = read(host_variable); !host.empty()) options.host = std::move(host);
    if (const std::string port = read(port_variable); !port.empty()) {
        const auto number = config::parse_integer<std::uint16_t>(port);
        if (!number) {
            throw ConfigError({std::string(port_variable.name) + " is " + text::printable(port) + ", not " +
                               std::string(port_variable.accepts)});
        }
        options.port = *number;
    }
    return options;
}

}  // namespace telemetryflow
