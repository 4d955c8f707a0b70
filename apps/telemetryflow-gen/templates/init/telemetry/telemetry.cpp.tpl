#include "telemetry/telemetry.hpp"

#include <atomic>
#include <exception>
#include <iostream>
#include <mutex>
#include <string>
#include <utility>

namespace telemetry {

namespace {

// Never destroyed: threads may record until the end of the program.
std::atomic<telemetryflow::TelemetryFlowClient*> started{nullptr};

std::mutex& starting() {
    static std::mutex mutex;
    return mutex;
}

void complain(const std::string& what) {
    std::cerr << "telemetry is off: " << what << '\n';
}

}  // namespace

bool init() {
    return init(std::move(telemetryflow::TelemetryFlowBuilder().with_auto_configuration()));
}

bool init(telemetryflow::TelemetryFlowBuilder builder) try {
    const std::lock_guard lock(starting());
    if (telemetryflow::TelemetryFlowClient* again = started.load()) {
        again->initialize();
        return true;
    }
    telemetryflow::BuildResult result = builder.try_build();
    for (const std::string& fault : result.faults)
        complain(fault);
    if (!result.client) return false;
    result.client->initialize();
    started = new telemetryflow::TelemetryFlowClient(std::move(*result.client));
    return true;
} catch (const std::exception& error) {
    complain(error.what());
    return false;
}

bool shutdown(std::chrono::milliseconds timeout) try {
    telemetryflow::TelemetryFlowClient* running = client();
    return running == nullptr || !running->is_initialized() || running->shutdown(timeout).complete;
} catch (const std::exception& error) {
    complain(error.what());
    return false;
}

bool is_enabled() {
    telemetryflow::TelemetryFlowClient* running = client();
    return running != nullptr && running->is_initialized();
}

telemetryflow::TelemetryFlowClient* client() {
    return started.load();
}

}  // namespace telemetry
