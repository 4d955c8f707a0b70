// A program that logs with glog: its records go to OpenTelemetry too, within the span that is current.
//
//   ./example_glog
//
// Records are shown on standard error as before; what carries the ids is what the sink sends.
// The last line on standard output is the client's own account of what became of its telemetry, as JSON.

#include <chrono>
#include <iostream>
#include <string>

#include <glog/logging.h>

#include "telemetryflow/integration/glog.hpp"
#include "telemetryflow/telemetryflow.hpp"

using telemetryflow::Span;
using telemetryflow::SpanKind;
using telemetryflow::TelemetryFlowBuilder;
using telemetryflow::TelemetryFlowClient;
using telemetryflow::integration::GlogSink;

namespace {

// What the program did before and does still: it knows nothing of telemetry.
void take_from_stock(int order, int left) {
    LOG(INFO) << "order " << order << " taken";
    LOG_IF(WARNING, left == 1) << "stock is low";
    LOG_IF(ERROR, left == 0) << "stock is empty";
}

}  // namespace

int main(int, char** argv) try {
    FLAGS_logtostderr = true;
    google::InitGoogleLogging(argv[0]);
    TelemetryFlowClient client =
        TelemetryFlowBuilder().with_service("example-glog", "1.0.0").with_auto_configuration().build();
    client.initialize();
    {
        const GlogSink sink(client);  // takes part as long as it lives
        for (int order = 1; order <= 3; ++order) {
            const Span span = client.span("take order", SpanKind::Internal, {{"order.number", order}});
            take_from_stock(order, 3 - order);
        }
    }

    const bool complete = client.shutdown(std::chrono::seconds(10)).complete;
    std::cout << client.get_status() << '\n';
    return complete ? 0 : 1;
} catch (const telemetryflow::BuilderError& error) {
    for (const std::string& fault : error.faults())
        std::cerr << fault << '\n';
    return 2;
}
