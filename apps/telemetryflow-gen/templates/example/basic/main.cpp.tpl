// One of each signal, sent to the backend that the environment names.

#include <chrono>
#include <iostream>
#include <string>

#include "telemetryflow/telemetryflow.hpp"

#include "checkout.hpp"

using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;

int main() try {
    // The program knows its name; where to report to and with which key is the environment's business.
    TelemetryFlowBuilder builder;
    builder.with_service("@{service|cpp}", "1.0.0").with_auto_configuration();
    TelemetryFlowClient client = builder.build();
    client.initialize();

    app::check_out(client);
    app::refund(client);

    // The destructor would deliver too, but could not tell how it went.
    const auto result = client.shutdown(std::chrono::seconds(10));
    std::cout << client.get_status() << '\n';
    return result.complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
