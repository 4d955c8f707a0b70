// The same calls of the OpenTelemetry API with this SDK and with opentelemetry-cpp behind it, in one process and one
// schedule.

#include "api/operations.hpp"
#include "harness/program.hpp"

int main(int argc, char** argv) {
    using namespace telemetryflow::bench;
    const Options options = parse_options(argc, argv, "api_bench: both SDKs behind the OpenTelemetry API");
    OperationList operations;
    add_api_operations(operations, bridged_subject());
    add_api_operations(operations, peer_subject());
    return run_program("api", operations, options);
}
