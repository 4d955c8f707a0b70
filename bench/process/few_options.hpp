#pragma once

// The command line of the programs that measure one fixed list: --rounds, --json, --help.

#include <string>

namespace telemetryflow::bench {

struct FewOptions {
    int rounds = 9;
    std::string json;  // file; empty: none

    /// Ends the process: 0 after --help, 2 when the arguments are wrong.
    [[nodiscard]] static FewOptions parse(int argc, char** argv, const char* usage);
};

}  // namespace telemetryflow::bench
