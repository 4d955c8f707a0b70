#pragma once

// The end of a benchmark's main function: what it measured is printed, and written where that is asked for.

#include <exception>
#include <iostream>
#include <string>

#include "harness/report.hpp"

namespace telemetryflow::bench {

/// Prints the report that `measure()` returns and writes it to the file `json`, unless that is empty; returns the exit
/// code: 1, and says why, when any of it fails.
template <class Measure>
[[nodiscard]] int report_program(const char* program, const std::string& json, Measure&& measure) {
    try {
        const Report report = measure();
        report.print(std::cout);
        if (!json.empty()) report.write_json(json);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << program << ": " << error.what() << '\n';
        return 1;
    }
}

}  // namespace telemetryflow::bench
