#include "commands/config_show_command.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "telemetryflow/builder.hpp"

#include "visible_text.hpp"

namespace telemetryflow::gen {

namespace {

using generator::Colour;

constexpr const char* kNothing = "-";

std::string_view word_of(ConfigOrigin::Kind kind) {
    switch (kind) {
        case ConfigOrigin::Kind::Default: return "default";
        case ConfigOrigin::Kind::File: return "file";
        case ConfigOrigin::Kind::Variable: return "variable";
        case ConfigOrigin::Kind::Code: return "code";
    }
    return {};
}

nlohmann::json as_json(const EffectiveConfig& config) {
    nlohmann::json settings = nlohmann::json::array();
    for (const ConfigSetting& setting : config.settings) {
        settings.push_back({{"key", setting.key},
                            {"variable", setting.variable},
                            {"value", setting.value},
                            {"origin", {{"kind", word_of(setting.origin.kind)}, {"where", setting.origin.where}}}});
    }
    return {{"settings", settings}, {"faults", config.faults}, {"warnings", config.warnings}};
}

// Code points, which is what most texts take on a terminal.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(std::string text, std::size_t width) {
    const std::size_t own = width_of(text);
    if (own < width) text.append(width - own, ' ');
    return text + "  ";
}

// What was set stands out from what was not.
void print_table(const std::vector<ConfigSetting>& settings, const generator::Console& console) {
    constexpr std::size_t kWidest = 48;  // one long value must not push all origins off the screen
    std::size_t keys = 0;
    std::size_t values = 0;
    for (const ConfigSetting& setting : settings) {
        keys = std::max(keys, width_of(visible_text(setting.key)));
        values = std::max(values, std::min(kWidest, width_of(visible_text(setting.value))));
    }
    for (const ConfigSetting& setting : settings) {
        const bool is_default = setting.origin.kind == ConfigOrigin::Kind::Default;
        const std::string value = setting.value.empty() ? kNothing : visible_text(setting.value);
        const std::string line = padded(visible_text(setting.key), keys) + padded(value, values);
        console.out << (is_default ? console.out_style(Colour::Dim, line + "default")
                                   : line + console.out_style(Colour::Cyan, visible_text(to_string(setting.origin))))
                    << '\n';
    }
}

void print_lines(const std::vector<ConfigSetting>& settings, const generator::Console& console) {
    for (const ConfigSetting& setting : settings) {
        console.out << visible_text(setting.key) << '\t' << visible_text(setting.value) << '\t'
                    << visible_text(to_string(setting.origin)) << '\n';
    }
}

}  // namespace

void ConfigShowCommand::add_to(generator::Program& program, CLI::App& config) {
    CLI::App& command =
        program.add_command(config, "show", "Show every setting that is in effect, and where it came from",
                            [this, &program] { return run(program); });
    command.add_option("file", file_, "A configuration file (default: TELEMETRYFLOW_CONFIG_FILE's, if any)")
        ->type_name("FILE");
    command.add_flag("--json", json_, "Print the result as JSON");
    command.footer(
        "It reads the variables that a program with with_auto_configuration() reads. In a pipe a line is the key, the\n"
        "value and its origin with tabs between them. Secrets and the values of headers are not shown. Faults go to "
        "the\n"
        "error stream, and it ends with 1 when there is one.");
}

int ConfigShowCommand::run(const generator::Program& program) const {
    const generator::Console& console = program.console();
    TelemetryFlowBuilder builder;
    builder.with_auto_configuration();
    if (!file_.empty()) builder.with_config_file(file_);
    const EffectiveConfig config = builder.effective_config();
    const int exit_code = config.faults.empty() ? 0 : 1;
    if (json_) {
        console.out << as_json(config).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
        return exit_code;
    }
    if (console.out_is_terminal) {
        print_table(config.settings, console);
    } else {
        print_lines(config.settings, console);
    }
    // On a terminal they come after the table.
    console.out.flush();
    for (const std::string& fault : config.faults)
        console.err << console.err_style(Colour::Red, "fault: ") << visible_text(fault) << '\n';
    for (const std::string& warning : config.warnings)
        console.err << console.err_style(Colour::Yellow, "warning: ") << visible_text(warning) << '\n';
    return exit_code;
}

}  // namespace telemetryflow::gen
