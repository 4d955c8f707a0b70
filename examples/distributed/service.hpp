#pragma once

// What the four programs have in common: a client that lives as long as their work and delivers what is left after it.

#include <chrono>
#include <exception>
#include <iostream>
#include <string>

#include "telemetryflow/telemetryflow.hpp"

/// Calls `work(client)`, then delivers. The last line on standard output is the client's own account of what became of
/// its telemetry, as JSON. Returns the exit code: 0 when everything arrived.
template <class Work>
int run_service(const std::string& name, Work&& work) try {
    // The program knows its name; where to report to and with which key is the environment's business.
    telemetryflow::TelemetryFlowClient client =
        telemetryflow::TelemetryFlowBuilder().with_service(name, "1.0.0").with_auto_configuration().build();
    client.initialize();
    work(client);
    const bool complete = client.shutdown(std::chrono::seconds(10)).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
} catch (const std::exception& error) {
    std::cerr << name << ": " << error.what() << '\n';
    return 1;
}
