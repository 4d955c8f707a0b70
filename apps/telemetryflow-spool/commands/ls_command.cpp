#include "commands/ls_command.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "amounts.hpp"

namespace telemetryflow::spool {

namespace {

using generator::Colour;
using Row = std::array<std::string, 8>;

constexpr std::size_t kState = 2;

Row row_of(const KeptProcess& process) {
    std::uint64_t bytes = 0;
    for (const KeptProcess::Waiting& waiting : process.waiting)
        bytes += waiting.bytes;
    return {process.service,
            process.name,
            process.in_use ? "in use" : "ended",
            age_in_words(std::chrono::system_clock::now() - process.since),
            std::to_string(process.of(SignalType::Logs).items),
            std::to_string(process.of(SignalType::Traces).items),
            std::to_string(process.of(SignalType::Metrics).items),
            bytes_in_words(bytes)};
}

void print_table(const std::vector<KeptProcess>& processes, const generator::Console& console) {
    std::vector<Row> rows{{"SERVICE", "PROCESS", "STATE", "AGE", "LOGS", "SPANS", "METRICS", "BYTES"}};
    for (const KeptProcess& process : processes)
        rows.push_back(row_of(process));
    std::array<std::size_t, std::tuple_size_v<Row>> widths{};
    for (const Row& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], row[column].size());
    }
    for (const Row& row : rows) {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column) {
            std::string cell = row[column];
            if (column + 1 < row.size()) cell.resize(widths[column] + 2, ' ');
            if (&row == &rows.front()) {
                cell = console.out_style(Colour::Bold, cell);
            } else if (column == kState && row[column] != "in use") {
                cell = console.out_style(Colour::Yellow, cell);
            }
            line += cell;
        }
        console.out << line << '\n';
    }
}

nlohmann::ordered_json json_of(const KeptProcess& process) {
    nlohmann::ordered_json waiting;
    for (const SignalType signal : kAllSignals) {
        const KeptProcess::Waiting& one = process.of(signal);
        waiting[std::string(to_string(signal))] = {{"items", one.items}, {"bytes", one.bytes}};
    }
    return {{"service", process.service},
            {"process", process.name},
            {"path", process.path},
            {"in_use", process.in_use},
            {"since", std::chrono::duration_cast<std::chrono::seconds>(process.since.time_since_epoch()).count()},
            {"file_bytes", process.file_bytes},
            {"waiting", waiting}};
}

}  // namespace

void LsCommand::add_to(generator::Program& program) {
    CLI::App& command = program.add_command("ls", "List the processes that keep, or left, what is not delivered",
                                            [this, &program] { return run(program); });
    selection_.add_directory(command);
    selection_.add_filters(command, true);
    command.add_flag("--json", json_, "Print the list as JSON");
    command.footer(
        "What is `in use` belongs to a process that lives, or is being sent by another one; what has `ended` is sent\n"
        "by the next start of the service, or by `drain`.");
}

int LsCommand::run(const generator::Program& program) const {
    const StateFolder folder = selection_.folder();
    const std::vector<KeptProcess> processes = selection_.processes(folder);
    const generator::Console& console = program.console();
    if (json_) {
        nlohmann::ordered_json document{{"directory", folder.path()}, {"processes", nlohmann::ordered_json::array()}};
        for (const KeptProcess& process : processes)
            document["processes"].push_back(json_of(process));
        console.out << document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    } else if (processes.empty()) {
        console.out << "Nothing waits in " << folder.path() << ".\n";
    } else {
        print_table(processes, console);
    }
    return 0;
}

}  // namespace telemetryflow::spool
