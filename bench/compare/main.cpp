// Ours and every peer that was found, in one process and one schedule.

#include "harness/program.hpp"
#include "ours/operations.hpp"
#include "peers/peers.hpp"

int main(int argc, char** argv) {
    using namespace telemetryflow::bench;
    const Options options = parse_options(argc, argv, "compare_bench: ours beside the peers, the same operations");
    OperationList operations;
    add_our_operations(operations);
    add_peer_operations(operations);
    return run_program("compare", operations, options);
}
