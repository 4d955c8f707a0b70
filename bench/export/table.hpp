#pragma once

// The figures of export_bench for people: a line for each scenario and subject.

#include <iosfwd>

#include "harness/report.hpp"

namespace telemetryflow::bench {

void print_table(std::ostream& out, const Report& report);

}  // namespace telemetryflow::bench
