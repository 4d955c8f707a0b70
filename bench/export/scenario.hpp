#pragma once

// One load over one transport: what is the same for every subject. A plain value that travels to the load program on
// its command line.

#include <cstdint>
#include <string>
#include <vector>

#include "export/wire.hpp"

namespace telemetryflow::bench {

struct Scenario {
    Wire wire = Wire::Grpc;
    bool gzip = false;
    std::uint64_t spans_per_second = 0;  // 0: as many as the producer can
    double seconds = 1;

    [[nodiscard]] std::string name() const;
    [[nodiscard]] std::vector<std::string> to_arguments() const;
    /// Throws std::invalid_argument when `arguments` are not those of to_arguments().
    [[nodiscard]] static Scenario from_arguments(const std::vector<std::string>& arguments);
};

}  // namespace telemetryflow::bench
