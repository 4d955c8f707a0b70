// What durability costs the caller: the same calls with the buffer in memory, in a file, and in a file that the disk
// takes, in turns; the slowest of them while the file is written back; and calls that wait for the disk.

#include "durability/disk_calls.hpp"
#include "durability/durable_clients.hpp"
#include "harness/report_program.hpp"
#include "harness/schedule.hpp"

namespace telemetryflow::bench {
namespace {

Report measure(const Options& options) {
    DurableClients clients;
    OperationList operations;
    clients.add_operations(operations);
    Schedule schedule("durability", operations, options);
    Report report = schedule.run();
    for (const auto& figures : {measure_writeback(clients, options), measure_sync(clients, options)})
        report.figures.insert(report.figures.end(), figures.begin(), figures.end());
    return report;
}

}  // namespace
}  // namespace telemetryflow::bench

int main(int argc, char** argv) {
    using namespace telemetryflow::bench;
    Options defaults;
    defaults.threads = {1};
    const Options options = parse_options(
        argc, argv, "durability_bench: recording in memory, in a file, and in a file that the disk takes", defaults);
    return report_program("durability_bench", options.json, [&] { return measure(options); });
}
