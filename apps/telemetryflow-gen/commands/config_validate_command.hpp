#pragma once

// `config validate`: what is wrong with a configuration file by itself. Owned by ConfigCommand; one thread.

#include <string>

#include "generator/program.hpp"

namespace telemetryflow::gen {

class ConfigValidateCommand {
public:
    void add_to(generator::Program& program, CLI::App& config);

private:
    int run(const generator::Program& program) const;

    std::string file_;
    bool json_ = false;
};

}  // namespace telemetryflow::gen
