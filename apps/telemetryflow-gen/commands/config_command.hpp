#pragma once

// `config`: writes the settings alone, as a file of variables or in YAML; the commands below it look at such files.
// Owned by main(); one thread.

#include <string>

#include "commands/config_show_command.hpp"
#include "commands/config_validate_command.hpp"
#include "generator/generate_options.hpp"
#include "generator/program.hpp"
#include "settings.hpp"

namespace telemetryflow::gen {

class ConfigCommand {
public:
    void add_to(generator::Program& program);

private:
    int run(const generator::Program& program);

    generator::GenerateOptions options_;
    Settings settings_;
    std::string format_ = "env";
    ConfigValidateCommand validate_;
    ConfigShowCommand show_;
};

}  // namespace telemetryflow::gen
