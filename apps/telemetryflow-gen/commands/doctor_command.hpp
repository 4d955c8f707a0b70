#pragma once

// `doctor`: why no telemetry arrives, and how to mend it. Owned by main(); one thread.

#include "generator/program.hpp"

namespace telemetryflow::gen {

class DoctorCommand {
public:
    void add_to(generator::Program& program);

private:
    int run(const generator::Program& program) const;

    bool json_ = false;
};

}  // namespace telemetryflow::gen
