#include "commands/purge_command.hpp"

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "amounts.hpp"
#include "generator/usage_error.hpp"

namespace telemetryflow::spool {

namespace {

using generator::Colour;

bool agrees(const std::vector<KeptProcess>& processes, const generator::Console& console) {
    console.out << "This deletes what " << processes_in_words(processes.size())
                << " left, and it is never delivered. Go on? [y/N] " << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "y" || answer == "Y" || answer == "yes";
}

}  // namespace

void PurgeCommand::add_to(generator::Program& program) {
    CLI::App& command = program.add_command("purge", "Delete what processes left that have ended; it is lost",
                                            [this, &program] { return run(program); });
    selection_.add_directory(command);
    selection_.add_filters(command, true);
    command.add_flag("-y,--yes", yes_, "Do not ask");
    command.add_flag("--dry-run", dry_run_, "Say what would be deleted, and delete nothing");
    command.add_flag("--json", json_, "Print the result as JSON");
    command.footer("What is in use is left alone.");
}

int PurgeCommand::run(const generator::Program& program) const {
    const bool can_ask = isatty(STDIN_FILENO) == 1 && !json_;
    if (!yes_ && !dry_run_ && !can_ask) {
        throw generator::UsageError("nobody can be asked here: --yes deletes, --dry-run shows what would be deleted");
    }
    const StateFolder folder = selection_.folder();
    std::vector<KeptProcess> processes = selection_.processes(folder);
    std::erase_if(processes, [](const KeptProcess& one) { return one.in_use; });
    const generator::Console& console = program.console();
    if (!json_) {
        for (const KeptProcess& process : processes) {
            console.out << "  " << console.out_style(Colour::Red, dry_run_ || !yes_ ? "would go  " : "delete    ")
                        << process.service << '/' << process.name << "  " << waiting_in_words(process) << '\n';
        }
        if (processes.empty()) console.out << "No process that has ended left anything in " << folder.path() << ".\n";
    }
    const bool deletes = !dry_run_ && !processes.empty() && (yes_ || agrees(processes, console));
    std::array<std::uint64_t, kSignalCount> dropped{};
    nlohmann::ordered_json removed = nlohmann::ordered_json::array();
    std::size_t count = 0;
    for (const KeptProcess& process : processes) {
        // In use since it was looked at: it is on its way.
        if (!deletes || !folder.remove(process)) continue;
        ++count;
        for (const SignalType signal : kAllSignals)
            dropped[static_cast<std::size_t>(signal)] += process.of(signal).items;
        removed.push_back({{"service", process.service}, {"process", process.name}});
    }
    if (json_) {
        nlohmann::ordered_json items;
        for (const SignalType signal : kAllSignals)
            items[std::string(to_string(signal))] = dropped[static_cast<std::size_t>(signal)];
        console.out << nlohmann::ordered_json{{"removed", removed}, {"dropped", items}}.dump(2) << '\n';
    } else if (!processes.empty()) {
        console.out << (deletes ? "Deleted what " + processes_in_words(count) + " left: " : "Nothing was deleted.");
        if (deletes) {
            std::string list;
            for (const SignalType signal : kAllSignals) {
                list += list.empty() ? "" : ", ";
                list += items_in_words(dropped[static_cast<std::size_t>(signal)], signal);
            }
            console.out << list << '.';
        }
        console.out << '\n';
    }
    return 0;
}

}  // namespace telemetryflow::spool
