// How much the SDK delivers and what a delivered span costs, saturated and at a given pace.

#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>

#include "export/options.hpp"
#include "export/report.hpp"

int main(int argc, char** argv) {
    using namespace telemetryflow::bench;
    Options options;
    try {
        options = Options::parse(argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "saturation_bench: " << error.what() << "; --help lists the options\n";
        return 2;
    }
    if (options.help) {
        std::cout << Options::usage();
        return 0;
    }
    try {
        Results results;
        bool all_ok = true;
        print_heading(std::cout);
        for (const Scenario& scenario : options.scenarios()) {
            const ScenarioResult result = run(scenario);
            print_row(std::cout, scenario, result);
            all_ok = all_ok && result.ok;
            results.emplace_back(scenario, result);
        }
        std::cout
            << "CPU: microseconds per delivered span of the SDK's process; delivery: without the producer's thread.\n"
               "B/span: as the receiver got it, over gRPC after unpacking\n";
        if (results.empty()) {
            std::cerr << "saturation_bench: no scenario matches\n";
            return 2;
        }
        if (!options.json_file.empty()) {
            std::ofstream file(options.json_file);
            print_json(file, results);
            if (!file.flush()) throw std::runtime_error("cannot write " + options.json_file);
        }
        return all_ok ? 0 : 1;
    } catch (const std::exception& error) {
        std::cerr << "saturation_bench: " << error.what() << '\n';
        return 1;
    }
}
