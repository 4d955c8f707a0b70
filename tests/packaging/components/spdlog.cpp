#include <memory>

#include "telemetryflow/integration/auto_instrument.hpp"

#include "program.hpp"

int main() {
    return run("of spdlog", [](telemetryflow::TelemetryFlowClient& client) {
        spdlog::default_logger()->sinks().clear();
        const auto done = telemetryflow::integration::auto_instrument(client);
        // It knows what is linked, and nothing else.
        if (done.status().size() == 1 && done.status()[0].installed) spdlog::info("of spdlog");
    });
}
