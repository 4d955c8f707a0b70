// What including the SDK costs: CPU time of compiling a file that does nothing else, and how long that file becomes.

#include <string>

#include "compile/translation_unit.hpp"
#include "harness/core_round_trip.hpp"
#include "harness/report_program.hpp"
#include "process/few_options.hpp"

namespace telemetryflow::bench {
namespace {

constexpr const char* kUsage =
    "usage: compile_bench [options]\n"
    "\n"
    "Compiles files that include only client.hpp or builder.hpp, and those that do the same with\n"
    "opentelemetry-cpp where it is installed, with g++ -std=c++20 -c.\n";

Report measure(int rounds) {
    Report report;
    report.bench = "compile";
    report.round_trip_before_ns = core_round_trip_ns();
    const auto units = all_translation_units();
    for (const TranslationUnit& unit : units) {
        report.figures.push_back({unit.op, unit.subject, "compile_cpu", "s", {}});
    }
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < units.size(); ++i) {
            const std::size_t turn = (i + static_cast<std::size_t>(round)) % units.size();
            report.figures[turn].samples.push_back(units[turn].compile_cpu_s());
        }
    }
    for (const TranslationUnit& unit : units) {
        const auto lines = static_cast<double>(unit.preprocessed_lines());
        report.figures.push_back({unit.op, unit.subject, "preprocessed_lines", "1", {lines}});
    }
    report.round_trip_after_ns = core_round_trip_ns();
    report.state = core_state(report.round_trip_before_ns, report.round_trip_after_ns);
    return report;
}

}  // namespace
}  // namespace telemetryflow::bench

int main(int argc, char** argv) {
    using namespace telemetryflow::bench;
    const FewOptions options = FewOptions::parse(argc, argv, kUsage);
    return report_program("compile_bench", options.json, [&] { return measure(options.rounds); });
}
