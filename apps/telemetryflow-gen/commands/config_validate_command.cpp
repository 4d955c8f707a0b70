#include "commands/config_validate_command.hpp"

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "telemetryflow/config_file.hpp"

#include "visible_text.hpp"

namespace telemetryflow::gen {

namespace {

using generator::Colour;

// Takes "12:" off the beginning.
std::optional<std::uint32_t> take_number(std::string_view& text) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end == text.data() + text.size() || *end != ':') return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
    return number;
}

// A fault of a place is "file:line:column: what is wrong"; one of settings that do not go together has no place.
nlohmann::json as_json(const std::string& fault, const std::string& file) {
    nlohmann::json result{{"message", fault}, {"line", nullptr}, {"column", nullptr}};
    if (!fault.starts_with(file + ":")) return result;
    std::string_view rest = std::string_view(fault).substr(file.size() + 1);
    const auto line = take_number(rest);
    const auto column = line ? take_number(rest) : std::nullopt;
    if (!column || !rest.starts_with(' ')) return result;
    return {{"message", rest.substr(1)}, {"line", *line}, {"column", *column}};
}

nlohmann::json as_json(const EffectiveConfig& checked, const std::string& file) {
    nlohmann::json faults = nlohmann::json::array();
    for (const std::string& fault : checked.faults)
        faults.push_back(as_json(fault, file));
    nlohmann::json warnings = nlohmann::json::array();
    for (const std::string& warning : checked.warnings)
        warnings.push_back(as_json(warning, file));
    return {{"file", file}, {"valid", checked.faults.empty()}, {"faults", faults}, {"warnings", warnings}};
}

}  // namespace

void ConfigValidateCommand::add_to(generator::Program& program, CLI::App& config) {
    CLI::App& command =
        program.add_command(config, "validate", "Check a configuration file, and say how to mend what is wrong with it",
                            [this, &program] { return run(program); });
    command.add_option("file", file_, "The file")->required()->type_name("FILE");
    command.add_flag("--json", json_, "Print the result as JSON");
    command.footer(
        "By itself: an API key and a service, which variables may give, may be missing. Variables that the file names\n"
        "as ${NAME} are looked up in the environment. It ends with 1 when the file has a fault.");
}

int ConfigValidateCommand::run(const generator::Program& program) const {
    const generator::Console& console = program.console();
    const EffectiveConfig checked = validate_config_file(file_);
    const int exit_code = checked.faults.empty() ? 0 : 1;
    if (json_) {
        console.out << as_json(checked, file_).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
        return exit_code;
    }
    for (const std::string& fault : checked.faults)
        console.out << visible_text(fault) << '\n';
    for (const std::string& warning : checked.warnings)
        console.out << console.out_style(Colour::Yellow, "warning: ") << visible_text(warning) << '\n';
    const std::size_t faults = checked.faults.size();
    console.out << visible_text(file_) << ": "
                << (faults == 0
                        ? console.out_style(Colour::Green, "valid")
                        : console.out_style(Colour::Red, std::to_string(faults) + (faults == 1 ? " fault" : " faults")))
                << '\n';
    return exit_code;
}

}  // namespace telemetryflow::gen
