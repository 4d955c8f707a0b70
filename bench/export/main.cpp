// How much is delivered and what a delivered span costs, saturated and at a given pace, beside opentelemetry-cpp.

#include <exception>
#include <iostream>

#include "export/options.hpp"
#include "export/rounds.hpp"
#include "export/table.hpp"

int main(int argc, char** argv) {
    using namespace telemetryflow::bench;
    Options options;
    try {
        options = Options::parse(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "export_bench: " << error.what() << "; --help lists the options\n";
        return 2;
    }
    if (options.help) {
        std::cout << Options::usage();
        return 0;
    }
    try {
        const auto scenarios = options.scenarios();
        const auto subjects = options.subjects();
        if (scenarios.empty() || subjects.empty()) {
            std::cerr << "export_bench: no scenario or no subject matches\n";
            return 2;
        }
        const Report report = Rounds(scenarios, subjects).run(options.rounds);
        print_table(std::cout, report);
        if (!options.json.empty()) report.write_json(options.json);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "export_bench: " << error.what() << '\n';
        return 1;
    }
}
