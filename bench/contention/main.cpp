// The main operations of ours and of every peer that was found, on 1 to 64 threads at once.

#include "harness/program.hpp"
#include "ours/operations.hpp"
#include "peers/peers.hpp"

int main(int argc, char** argv) {
    using namespace telemetryflow::bench;
    Options defaults;
    defaults.threads = {1, 2, 4, 8, 64};
    defaults.rounds = 5;
    const Options options =
        parse_options(argc, argv, "contention_bench: the main operations on 1 to 64 threads at once", defaults);
    OperationList operations;
    add_our_operations(operations);
    add_peer_operations(operations);
    keep_only(operations, {"bound counter", "counter by handle, 3 attributes", "histogram by handle, 3 attributes",
                           "span, 3 attributes", "log, 2 attributes, inside a span"});
    return run_program("contention", operations, options);
}
