// What is not the everyday call: first uses, large attributes, too many series, and the slowest of many calls.

#include "cold/cold_rounds.hpp"
#include "cold/tails.hpp"
#include "harness/report_program.hpp"
#include "harness/schedule.hpp"
#include "ours/cold_cases.hpp"
#include "ours/operations.hpp"
#include "peers/peers.hpp"

namespace telemetryflow::bench {
namespace {

Report measure(const Options& options) {
    OperationList large;
    add_our_large_operations(large);
    add_peer_large_operations(large);
    Schedule schedule("cold", large, options);
    Report report = schedule.run();

    ColdCases cases;
    add_our_cold_cases(cases);
    add_peer_cold_cases(cases);
    std::vector<Figure> first_uses = measure_cold_cases(cases, options);
    report.figures.insert(report.figures.end(), first_uses.begin(), first_uses.end());
    if (allocations_are_counted()) return report;

    OperationList every_day;
    add_our_operations(every_day);
    add_peer_operations(every_day);
    keep_only(every_day,
              {"bound counter", "bound histogram", "counter by handle, 3 attributes", "counter by name, 3 attributes",
               "histogram by handle, 3 attributes", "span, 3 attributes", "span, child span and event",
               "span not sampled, 3 attributes", "span by id, 3 attributes", "log, 2 attributes, inside a span"});
    std::vector<Figure> tails = measure_tails(every_day, options);
    report.figures.insert(report.figures.end(), tails.begin(), tails.end());
    return report;
}

}  // namespace
}  // namespace telemetryflow::bench

int main(int argc, char** argv) {
    using namespace telemetryflow::bench;
    Options defaults;
    defaults.threads = {1};
    defaults.rounds = 5;
    const Options options =
        parse_options(argc, argv, "cold_bench: first uses, large attributes, too many series, slowest calls", defaults);
    return report_program("cold_bench", options.json, [&] { return measure(options); });
}
