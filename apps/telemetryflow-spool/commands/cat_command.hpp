#pragma once

// `telemetryflow-spool cat`: what waits, as OTLP/JSON.

#include "generator/program.hpp"
#include "selection.hpp"

namespace telemetryflow::spool {

class CatCommand {
public:
    /// The object must outlive the program's run().
    void add_to(generator::Program& program);

private:
    int run(const generator::Program& program) const;

    Selection selection_;
};

}  // namespace telemetryflow::spool
