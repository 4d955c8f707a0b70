#pragma once

// `telemetryflow-spool drain`: sends what processes left that have ended.

#include <string>

#include "generator/program.hpp"
#include "selection.hpp"

namespace telemetryflow::spool {

class DrainCommand {
public:
    /// The object must outlive the program's run().
    void add_to(generator::Program& program);

private:
    int run(const generator::Program& program) const;

    Selection selection_;
    std::string endpoint_;
    std::string protocol_;
    double patience_ = 60;  // seconds
    bool json_ = false;
};

}  // namespace telemetryflow::spool
