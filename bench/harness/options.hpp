#pragma once

// What the programs that time operations take on their command lines.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace telemetryflow::bench {

struct Options {
    std::string json;    // file; empty: none
    std::string filter;  // only operations whose name contains it
    int rounds = 9;
    double caller_ms = 4;  // CPU time of the bursts of one operation in one round, each thread
    std::vector<int> threads{1, 2};
    bool list = false;
    std::int64_t count = 0;  // perform `operation` so often and end; 0: measure
    std::string operation;
};

/// Ends the process: 0 after --help, 2 when the arguments are wrong.
[[nodiscard]] Options parse_options(int argc, char** argv, std::string_view what, Options defaults = {});

}  // namespace telemetryflow::bench
