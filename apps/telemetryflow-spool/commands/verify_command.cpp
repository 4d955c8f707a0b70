#include "commands/verify_command.hpp"

#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "amounts.hpp"

namespace telemetryflow::spool {

using generator::Colour;

void VerifyCommand::add_to(generator::Program& program) {
    CLI::App& command = program.add_command("verify", "Check that what waits is whole and can be delivered",
                                            [this, &program] { return run(program); });
    selection_.add_directory(command);
    selection_.add_filters(command, true);
    command.add_flag("--json", json_, "Print the result as JSON");
    command.footer(
        "Ends with 1 when something is damaged. Damage is local: everything else is delivered all the same, and what\n"
        "cannot be is counted. What is in use is changing, and is not checked.");
}

int VerifyCommand::run(const generator::Program& program) const {
    const StateFolder folder = selection_.folder();
    const generator::Console& console = program.console();
    nlohmann::ordered_json results = nlohmann::ordered_json::array();
    std::size_t damaged = 0;
    const std::vector<KeptProcess> processes = selection_.processes(folder);
    for (const KeptProcess& process : processes) {
        const bool is_damaged = !process.damage.empty();
        damaged += is_damaged ? 1 : 0;
        const std::string verdict = process.in_use ? "in use" : is_damaged ? "damaged" : "ok";
        if (json_) {
            results.push_back({{"service", process.service},
                               {"process", process.name},
                               {"verdict", verdict},
                               {"damage", process.damage}});
            continue;
        }
        const Colour colour = process.in_use ? Colour::Dim : is_damaged ? Colour::Red : Colour::Green;
        std::string padded = verdict;
        padded.resize(9, ' ');
        console.out << console.out_style(colour, padded) << process.service << '/' << process.name << "  "
                    << waiting_in_words(process) << '\n';
        for (const std::string& one : process.damage)
            console.out << std::string(9, ' ') << one << '\n';
    }
    if (json_) {
        console.out << nlohmann::ordered_json{{"sound", damaged == 0}, {"processes", results}}.dump(
                           2, ' ', false, nlohmann::json::error_handler_t::replace)
                    << '\n';
    } else if (processes.empty()) {
        console.out << "Nothing waits in " << folder.path() << ".\n";
    } else if (damaged != 0) {
        console.out << "What " << processes_in_words(damaged) << " left is damaged.\n";
    }
    return damaged == 0 ? 0 : 1;
}

}  // namespace telemetryflow::spool
