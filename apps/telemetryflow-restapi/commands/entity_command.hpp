#pragma once

// `entity NAME`: adds an entity to a project that `new` made, down to its tests. Owned by main(); one thread.

#include <string>

#include "generator/generate_options.hpp"
#include "generator/program.hpp"

namespace telemetryflow::restapi {

class EntityCommand {
public:
    void add_to(generator::Program& program);

private:
    int run(const generator::Program& program) const;

    generator::GenerateOptions options_;
    std::string name_;
    std::string fields_;
    std::string plural_;
};

}  // namespace telemetryflow::restapi
