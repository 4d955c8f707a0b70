#include "commands/config_command.hpp"

#include <vector>

#include <CLI/CLI.hpp>

#include "telemetryflow/config_file.hpp"

#include "generator/render.hpp"
#include "generator/text_filter.hpp"

namespace telemetryflow::gen {

void ConfigCommand::add_to(generator::Program& program) {
    CLI::App& command = program.add_command("config", "Write the settings of a service's telemetry",
                                            [this, &program] { return run(program); });
    settings_.add_options(command);
    command.add_option("--format", format_, "A file of variables (.env.telemetryflow) or YAML (telemetryflow.yaml)")
        ->check(CLI::IsMember({"env", "yaml"}).description(""))
        ->type_name("{env,yaml}")
        ->capture_default_str();
    generator::Program::add_generate_options(command, options_);
    command.footer(
        "Examples:\n"
        "  telemetryflow-gen config -n checkout -k tfk_... -s tfs_...\n"
        "  telemetryflow-gen config -n checkout --protocol http --format yaml -o /etc/checkout");
    validate_.add_to(program, command);
    show_.add_to(program, command);
    program.add_command(command, "schema", "Print the JSON Schema of configuration files, for editors", [&program] {
        program.console().out << config_file_schema();
        return 0;
    });
}

int ConfigCommand::run(const generator::Program& program) {
    settings_.complete(options_.output);
    const std::string output = format_ == "yaml" ? "telemetryflow.yaml" : ".env.telemetryflow";
    const std::string source = format_ == "yaml" ? "config/telemetryflow.yaml.tpl" : "config/env.telemetryflow.tpl";
    program.begin(options_);
    generator::Plan plan(options_.output);
    plan.add(output, generator::render(source, program.templates().text(source), settings_.values()),
             generator::FileAccess::OnlyOwner);

    const std::string file = generator::as_env((options_.output / output).string());
    std::vector<std::string> next;
    if (settings_.key_id.empty() && format_ == "env") next.push_back("Put the API key into " + file);
    if (format_ == "env") next.push_back("Run the program with it: set -a; . " + file + "; set +a");
    if (format_ == "yaml") {
        next.push_back("Run the program with it: export TELEMETRYFLOW_CONFIG_FILE=" + file);
        next.push_back("See what is in effect: telemetryflow-gen config show " + file);
    }
    return program.finish(plan, options_, next);
}

}  // namespace telemetryflow::gen
