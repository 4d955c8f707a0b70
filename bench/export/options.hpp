#pragma once

// The command line of export_bench.

#include <cstdint>
#include <string>
#include <vector>

#include "export/scenario.hpp"
#include "export/subject.hpp"

namespace telemetryflow::bench {

struct Options {
    double seconds = 1;
    int rounds = 5;
    std::vector<std::uint64_t> rates{0, 100'000, 1'000'000};
    std::string filter;
    std::string subject;
    std::string json;  // file; empty: none
    bool help = false;

    /// Throws std::invalid_argument with what is wrong.
    [[nodiscard]] static Options parse(int argc, char** argv);
    [[nodiscard]] static const char* usage() noexcept;
    [[nodiscard]] std::vector<Scenario> scenarios() const;
    [[nodiscard]] std::vector<Subject> subjects() const;
};

}  // namespace telemetryflow::bench
