#pragma once

// Runs every scenario with every subject in rounds. Within a round the subjects of one scenario follow each other at
// once, in an order that moves by one from round to round; the state of the cores is taken before and after, and the
// figures are of the rounds in the state that most of them had.

#include <vector>

#include "export/run.hpp"
#include "harness/report.hpp"

namespace telemetryflow::bench {

class Rounds {
public:
    Rounds(const std::vector<Scenario>& scenarios, const std::vector<Subject>& subjects);

    /// Prints its progress to standard error. Throws what run() throws.
    [[nodiscard]] Report run(int rounds);

private:
    struct Taken {
        CoreState state;
        RunResult result;
    };
    struct Entry {
        Scenario scenario;
        Subject subject;
        std::vector<Taken> taken;
        double allocations = 0;
    };
    // The subjects of one scenario.
    using Group = std::vector<Entry>;

    void run_group(Group& group, int round);
    [[nodiscard]] CoreState usual_state() const;
    // Repeats what was mostly run in another state.
    void add_rounds_in(Group& group, CoreState state, int rounds);
    void add_figures(const Entry& entry, CoreState state, Report& report) const;

    std::vector<Group> groups_;
};

}  // namespace telemetryflow::bench
