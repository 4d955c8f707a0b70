// Quoted by docs/guides/configuration.md.

#include <iostream>
#include <string>

#include "telemetryflow/config_file.hpp"
#include "telemetryflow/telemetryflow.hpp"

using namespace telemetryflow;

TelemetryFlowClient from_file() {
    // [file]
    return TelemetryFlowBuilder().with_config_file("/etc/checkout/telemetry.yaml").with_auto_configuration().build();
    // [/file]
}

void show(const TelemetryFlowBuilder& builder) {
    // [effective]
    for (const ConfigSetting& setting : builder.effective_config().settings)
        std::cout << setting.key << " = " << setting.value << "  # " << to_string(setting.origin) << '\n';
    // [/effective]
}

bool check() {
    // [validate]
    const EffectiveConfig checked = validate_config_file("/etc/checkout/telemetry.yaml");
    for (const std::string& fault : checked.faults)
        std::cerr << fault << '\n';
    // [/validate]
    return checked.faults.empty();
}
