#pragma once

// Measures operations in rounds. Within a round the subjects of one operation follow each other at once, in an order
// that moves by one from round to round; the state of the cores is taken before and after, and the figures are of the
// rounds in the state that most of them had. Used by the main thread.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "harness/loop_operation.hpp"
#include "harness/options.hpp"
#include "harness/report.hpp"
#include "harness/sample.hpp"

namespace telemetryflow::bench {

class Schedule {
public:
    Schedule(std::string bench, const OperationList& operations, const Options& options);

    /// Prints the progress to standard error. Throws what take_sample() throws.
    [[nodiscard]] Report run();

private:
    struct Taken {
        CoreState state;
        Sample sample;
    };
    // The same operation of all subjects, on one number of threads.
    struct Group {
        std::string op;
        int threads;
        std::vector<Operation*> operations;
        std::vector<std::vector<Taken>> taken;  // by operation
    };

    void run_round(int round);
    CoreState run_group(Group& group, int round);
    [[nodiscard]] std::vector<Figure> figures(CoreState majority) const;

    const Options options_;
    Report report_;
    std::vector<Group> groups_;
    std::map<int, std::unique_ptr<ThreadTeam>> teams_;
    std::map<CoreState, int> states_;
};

}  // namespace telemetryflow::bench
