#include "export/scenario.hpp"

#include <stdexcept>

namespace telemetryflow::bench {

std::string Scenario::name() const {
    const std::string pace = spans_per_second == 0 ? "saturated" : "paced " + std::to_string(spans_per_second) + "/s";
    return pace + ' ' + std::string(to_string(wire)) + (gzip ? " gzip" : " plain");
}

std::vector<std::string> Scenario::to_arguments() const {
    return {std::string(to_string(wire)), gzip ? "gzip" : "plain", std::to_string(spans_per_second),
            std::to_string(seconds)};
}

Scenario Scenario::from_arguments(const std::vector<std::string>& arguments) {
    if (arguments.size() != 4) throw std::invalid_argument("a scenario has four words");
    Scenario scenario;
    scenario.wire = arguments[0] == to_string(Wire::Grpc) ? Wire::Grpc : Wire::Http;
    scenario.gzip = arguments[1] == "gzip";
    scenario.spans_per_second = std::stoull(arguments[2]);
    scenario.seconds = std::stod(arguments[3]);
    return scenario;
}

}  // namespace telemetryflow::bench
