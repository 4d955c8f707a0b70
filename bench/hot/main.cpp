// What one recording call of ours costs, for every kind of call, on one thread and on two at once.

#include "harness/program.hpp"
#include "ours/operations.hpp"

int main(int argc, char** argv) {
    using namespace telemetryflow::bench;
    const Options options = parse_options(argc, argv, "hot_bench: what one recording call costs");
    OperationList operations;
    add_our_operations(operations);
    add_our_further_operations(operations);
    return run_program("hot", operations, options);
}
