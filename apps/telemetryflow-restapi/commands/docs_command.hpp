#pragma once

// `docs`: writes the OpenAPI document and the diagram of the tables of a project again. Owned by main(); one thread.

#include "generator/generate_options.hpp"
#include "generator/program.hpp"

namespace telemetryflow::restapi {

class DocsCommand {
public:
    void add_to(generator::Program& program);

private:
    int run(const generator::Program& program) const;

    generator::GenerateOptions options_;
};

}  // namespace telemetryflow::restapi
