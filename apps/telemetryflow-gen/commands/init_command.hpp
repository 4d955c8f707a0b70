#pragma once

// `init`: adds telemetry to a CMake project, or starts one. Owned by main(); one thread.

#include "generator/generate_options.hpp"
#include "generator/program.hpp"
#include "settings.hpp"

namespace telemetryflow::gen {

class InitCommand {
public:
    void add_to(generator::Program& program);

private:
    int run(const generator::Program& program);

    generator::GenerateOptions options_;
    Settings settings_;
};

}  // namespace telemetryflow::gen
