#include "telemetryflow/integration/boost_log.hpp"

#include "program.hpp"

int main() {
    return run("of Boost.Log", [](telemetryflow::TelemetryFlowClient& client) {
        const telemetryflow::integration::BoostLogSink sink(client);
        BOOST_LOG_TRIVIAL(info) << "of Boost.Log";
    });
}
