// Quoted by docs/guides/getting-started.md.

#include <chrono>
#include <cstdlib>

#include "telemetryflow/telemetryflow.hpp"

namespace {

using namespace std::chrono_literals;

// [never_destroyed]
telemetryflow::TelemetryFlowClient& telemetry() {
    static auto& client = *new telemetryflow::TelemetryFlowClient(telemetryflow::new_from_env());
    return client;
}

void start_telemetry() {
    telemetry().initialize();
    std::atexit([] { telemetry().shutdown(5s); });
}
// [/never_destroyed]

[[maybe_unused]] void (*const used)() = start_telemetry;

}  // namespace
