#pragma once

// All figures of one run of a program, with the machine they are of: a table for people, JSON for tools.

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "harness/core_state.hpp"
#include "harness/figure.hpp"

namespace telemetryflow::bench {

struct Report {
    std::string bench;
    double round_trip_before_ns = 0;
    double round_trip_after_ns = 0;
    CoreState state = CoreState::Mixed;
    std::vector<Figure> figures;

    /// How many times as much as ours this figure is; nothing for our own and where ours is missing.
    [[nodiscard]] std::optional<double> ratio(const Figure& figure) const;
    void print(std::ostream& out) const;
    /// Throws std::runtime_error when the file cannot be written.
    void write_json(const std::string& file) const;
};

}  // namespace telemetryflow::bench
