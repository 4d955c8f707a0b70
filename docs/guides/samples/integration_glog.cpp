// Quoted by docs/guides/integrations.md.

#include "telemetryflow/integration/glog.hpp"

using namespace telemetryflow;

void sink(TelemetryFlowClient& client) {
    // [sink]
    const integration::GlogSink sink(client);  // takes part as long as it lives
    LOG(WARNING) << "stock is low";
    // [/sink]
}
