#include "telemetryflow/integration/glog.hpp"

#include "program.hpp"

int main() {
    return run("of glog", [](telemetryflow::TelemetryFlowClient& client) {
        const telemetryflow::integration::GlogSink sink(client);
        LOG(INFO) << "of glog";
    });
}
