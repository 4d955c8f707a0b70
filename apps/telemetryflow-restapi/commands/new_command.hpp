#pragma once

// `new NAME`: a REST service without entities that builds, runs and passes its tests. Owned by main(); one thread.

#include <string>

#include "generator/generate_options.hpp"
#include "generator/program.hpp"
#include "model/project.hpp"

namespace telemetryflow::restapi {

class NewCommand {
public:
    void add_to(generator::Program& program);

private:
    int run(const generator::Program& program);

    generator::GenerateOptions options_;
    Project project_;
    void add_database_options(CLI::App& command);
    void complete_database();

    std::string database_ = "sqlite";
    bool postgres_options_given_ = false;
    bool output_given_ = false;
};

}  // namespace telemetryflow::restapi
