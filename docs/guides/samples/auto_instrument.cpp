// Quoted by docs/guides/integrations.md.

#include "telemetryflow/integration/auto_instrument.hpp"

using namespace telemetryflow;

void instrument(TelemetryFlowClient& client) {
    // [instrument]
    auto instrumentation = integration::auto_instrument(client, {.without = {"curl"}});
    for (const auto& one : instrumentation.status())
        client.log_debug(one.detail, {{"library", one.library}, {"installed", one.installed}});
    // ... the program; at the end, or with the end of the scope:
    instrumentation.uninstall();
    // [/instrument]
}
