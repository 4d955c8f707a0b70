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
        const std::vector<std::string> damage = folder.damage(process);
        const bool is_damaged = !damage.empty();
        damaged += is_damaged ? 1 : 0;
        const std::string verdict = process.in_use ? "in use" : is_damaged ? "damaged" : "ok";
        if (json_) {
            results.push_back(
                {{"service", process.service}, {"process", process.name}, {"verdict", verdict}, {"damage", damage}});
            continue;
        }
        const Colour colour = process.in_use ? Colour::Dim : is_damaged ? Colour::Red : Colour::Green;
        std::string padded = verdict;
        padded.resize(10, ' ');
        console.out << console.out_style(colour, padded) << process.service << '/' << process.name << "  "
                    << waiting_in_words(process) << '\n';
        for (const std::string& one : damage)
            console.out << std::string(10, ' ') << one << '\n';
    }
    std::vector<std::string> quarantined;
    for (const std::string& service : selection_.services(folder)) {
        if (!selection_.process.empty()) break;
        for (const std::string& path : folder.quarantined(service))
            quarantined.push_back(path);
    }
    const bool sound = damaged == 0 && quarantined.empty();
    if (json_) {
        console.out << nlohmann::ordered_json{{"sound", sound}, {"processes", results}, {"quarantined", quarantined}}
                           .dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
                    << '\n';
        return sound ? 0 : 1;
    }
    for (const std::string& path : quarantined)
        console.out << console.out_style(Colour::Red, "set aside ") << path << "  nothing could be read from it\n";
    if (processes.empty() && sound) console.out << "Nothing waits in " << folder.path() << ".\n";
    if (damaged != 0) console.out << "What " << processes_in_words(damaged) << " left is damaged.\n";
    return sound ? 0 : 1;
}

}  // namespace telemetryflow::spool
