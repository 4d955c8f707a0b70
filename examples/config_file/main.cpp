// A program that leaves its telemetry to a file: what it is called, where it reports to, and how.
//
//   export TELEMETRYFLOW_API_KEY_ID=tfk_... TELEMETRYFLOW_API_KEY_SECRET=tfs_...
//   export TELEMETRYFLOW_CONFIG_FILE=sdk-minimal.yaml
//   ./example_config_file

#include <chrono>
#include <iostream>
#include <string>

#include "telemetryflow/telemetryflow.hpp"

using telemetryflow::Span;
using telemetryflow::TelemetryFlowClient;

int main() try {
    // Nothing here knows of the file; the variable TELEMETRYFLOW_CONFIG_FILE does.
    TelemetryFlowClient client = telemetryflow::new_from_env();
    client.initialize();
    {
        const Span span = client.span("nightly import");
        client.log_info("import finished", {{"rows", 1234}});
        client.increment_counter("imports", 1, {}, "{import}");
    }
    const auto result = client.shutdown(std::chrono::seconds(5));
    std::cout << client.get_status() << '\n';
    return result.complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
