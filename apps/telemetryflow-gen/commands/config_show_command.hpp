#pragma once

// `config show`: every setting as it is in effect, and where it came from. Owned by ConfigCommand; one thread.

#include <string>

#include "generator/program.hpp"

namespace telemetryflow::gen {

class ConfigShowCommand {
public:
    void add_to(generator::Program& program, CLI::App& config);

private:
    int run(const generator::Program& program) const;

    std::string file_;
    bool json_ = false;
};

}  // namespace telemetryflow::gen
