#include <cstdio>
#include <fstream>
#include <string>

#include <unistd.h>

#include "telemetryflow/telemetryflow.hpp"
#include "telemetryflow/yaml_config_parser.hpp"

namespace {

using namespace telemetryflow;

const std::string& file() {
    static const std::string name = "/tmp/tf-packaging-" + std::to_string(getpid()) + ".yaml";
    return name;
}

TelemetryConfig configured() {
    std::ofstream(file()) << "service: {name: of-a-file}\nendpoint: {backend_profile: otlp}\n";
    auto config = TelemetryFlowBuilder().with_config_file(file()).build_config();
    std::remove(file().c_str());
    return config;
}

// Before main() the parser is there already, although nothing here mentions it.
const TelemetryConfig early = configured();

}  // namespace

int main() {
    if (early.service_name != "of-a-file") return 1;
    if (registered_config_parser() != &parse_yaml_config) return 1;
    std::printf("telemetryflow %s\n", std::string(kVersion).c_str());
    return 0;
}
