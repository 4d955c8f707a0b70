// The command line.
#pragma once

#include <optional>
#include <string>

#include "backend.hpp"

namespace telemetryflow::local {

struct Options {
    BackendOptions backend;
    bool quiet = false;
    bool json = false;
    // Empty: no ready file.
    std::string ready_file;
};

// Nothing when the program is to exit at once, with `exit_code`: 0 after --help or --version, 2 after a usage error
// that was explained on standard error.
std::optional<Options> parse_options(int argc, char** argv, int& exit_code);

}  // namespace telemetryflow::local
