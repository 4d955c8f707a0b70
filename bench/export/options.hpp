#pragma once

// The command line of saturation_bench.

#include <cstdint>
#include <string>
#include <vector>

#include "export/scenario.hpp"

namespace telemetryflow::bench {

struct Options {
    double seconds = 3;
    std::uint32_t batch_size = 512;
    std::uint64_t paced = 100'000;
    std::string filter;     // only scenarios whose name contains it
    std::string json_file;  // empty: none
    bool help = false;

    /// Throws std::invalid_argument with what is wrong.
    [[nodiscard]] static Options parse(int argc, char** argv);
    [[nodiscard]] static const char* usage() noexcept;
    [[nodiscard]] std::vector<Scenario> scenarios() const;
};

}  // namespace telemetryflow::bench
