#pragma once

// What a program may do with the OpenTelemetry API alone, by name. Both SDKs run the same.

#include <functional>
#include <string>
#include <vector>

#include "differential/subject.hpp"

namespace telemetryflow::differential {

struct Scenario {
    std::string name;
    Settings settings;
    std::function<void(Subject&)> run;
};

using Scenarios = std::vector<Scenario>;

void add_attribute_scenarios(Scenarios& scenarios);
void add_context_scenarios(Scenarios& scenarios);
void add_log_scenarios(Scenarios& scenarios);
void add_metric_scenarios(Scenarios& scenarios);
void add_observable_scenarios(Scenarios& scenarios);
void add_span_scenarios(Scenarios& scenarios);

}  // namespace telemetryflow::differential
