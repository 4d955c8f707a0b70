#pragma once

// `telemetryflow-spool purge`: deletes what processes left that have ended.

#include "generator/program.hpp"
#include "selection.hpp"

namespace telemetryflow::spool {

class PurgeCommand {
public:
    /// The object must outlive the program's run().
    void add_to(generator::Program& program);

private:
    int run(const generator::Program& program) const;

    Selection selection_;
    bool yes_ = false;
    bool dry_run_ = false;
    bool json_ = false;
};

}  // namespace telemetryflow::spool
