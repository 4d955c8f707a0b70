// Runs every scenario, or those named, with the SDK that it is linked with, against --endpoint; --list prints the
// names.

#include <cstring>
#include <iostream>
#include <set>

#include "differential/scenario.hpp"

int main(int count, char** arguments) {
    namespace differential = telemetryflow::differential;
    differential::Scenarios scenarios;
    differential::add_attribute_scenarios(scenarios);
    differential::add_context_scenarios(scenarios);
    differential::add_log_scenarios(scenarios);
    differential::add_metric_scenarios(scenarios);
    differential::add_observable_scenarios(scenarios);
    differential::add_span_scenarios(scenarios);

    std::string endpoint;
    std::set<std::string> chosen;
    for (int i = 1; i < count; ++i) {
        if (std::strcmp(arguments[i], "--list") == 0) {
            for (const differential::Scenario& scenario : scenarios)
                std::cout << scenario.name << '\n';
            return 0;
        }
        if (std::strcmp(arguments[i], "--endpoint") == 0 && i + 1 < count) {
            endpoint = arguments[++i];
        } else {
            chosen.insert(arguments[i]);
        }
    }
    if (endpoint.empty()) {
        std::cerr << "usage: " << arguments[0] << " --list | --endpoint http://127.0.0.1:PORT/PATH [SCENARIO]...\n";
        return 2;
    }
    const auto subject = differential::make_subject(endpoint);
    for (const differential::Scenario& scenario : scenarios) {
        if (!chosen.empty() && chosen.count(scenario.name) == 0) continue;
        subject->start(scenario.name, scenario.settings);
        scenario.run(*subject);
        subject->stop();
    }
    return 0;
}
