#pragma once

// `telemetryflow-spool verify`: whether everything that waits can be delivered.

#include "generator/program.hpp"
#include "selection.hpp"

namespace telemetryflow::spool {

class VerifyCommand {
public:
    /// The object must outlive the program's run().
    void add_to(generator::Program& program);

private:
    int run(const generator::Program& program) const;

    Selection selection_;
    bool json_ = false;
};

}  // namespace telemetryflow::spool
