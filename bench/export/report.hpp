#pragma once

// The figures as a table for people and as JSON in the shape of Google Benchmark's, for tools that read both.

#include <iosfwd>
#include <utility>
#include <vector>

#include "export/scenario.hpp"

namespace telemetryflow::bench {

using Results = std::vector<std::pair<Scenario, ScenarioResult>>;

void print_heading(std::ostream& out);
void print_row(std::ostream& out, const Scenario& scenario, const ScenarioResult& result);
void print_json(std::ostream& out, const Results& results);

}  // namespace telemetryflow::bench
