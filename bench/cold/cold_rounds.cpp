#include "cold/cold_rounds.hpp"

#include <algorithm>
#include <iostream>

namespace telemetryflow::bench {

std::vector<Figure> measure_cold_cases(const ColdCases& cases, const Options& options) {
    ColdCases chosen;
    std::copy_if(cases.begin(), cases.end(), std::back_inserter(chosen),
                 [&](const ColdCase& one) { return one.op.find(options.filter) != std::string::npos; });
    std::stable_sort(chosen.begin(), chosen.end(),
                     [](const ColdCase& left, const ColdCase& right) { return left.op < right.op; });
    const bool counts = allocations_are_counted();
    std::vector<Figure> figures;
    for (const ColdCase& one : chosen) {
        std::string metric = one.metric + "_cpu";
        if (counts) metric = one.metric == "caller" ? "allocations" : "process_allocations";
        figures.push_back({one.op, one.subject, std::move(metric), counts ? "1" : "ns", {}});
    }
    for (int round = 0; round < options.rounds; ++round) {
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            const ColdCost cost = chosen[i].measure();
            figures[i].samples.push_back(counts ? cost.allocations : cost.cpu_ns);
        }
        std::cerr << "first uses: round " << round + 1 << " of " << options.rounds << std::endl;
    }
    return figures;
}

}  // namespace telemetryflow::bench
