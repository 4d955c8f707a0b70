#include "commands/cat_command.hpp"

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>

#include <CLI/CLI.hpp>

#include "telemetryflow/otlp_json.hpp"

namespace telemetryflow::spool {

void CatCommand::add_to(generator::Program& program) {
    CLI::App& command = program.add_command("cat", "Print what waits as OTLP/JSON, one request a line",
                                            [this, &program] { return run(program); });
    selection_.add_directory(command);
    selection_.add_filters(command, true);
    command.footer(
        "Nothing counts as delivered by that. Of a process that lives it is what it keeps at the moment.\n"
        "Example:\n"
        "  telemetryflow-spool cat /var/lib/shop/telemetry --service shop | jq .");
}

int CatCommand::run(const generator::Program& program) const {
    const StateFolder folder = selection_.folder();
    const generator::Console& console = program.console();
    int exit_code = 0;
    for (const KeptProcess& process : selection_.processes(folder)) {
        bool damaged = !folder.damage(process).empty();
        folder.read(process, [&](SignalType signal, std::span<const std::byte> request, std::uint64_t) {
            try {
                console.out << otlp_to_json(signal, request) << '\n';
            } catch (const std::invalid_argument&) {
                damaged = true;
            }
        });
        console.out.flush();
        // Such as a full disk, or a reader that has seen enough.
        if (!console.out) throw std::runtime_error("the output cannot be written");
        if (!damaged) continue;
        exit_code = 1;
        console.err << console.err_style(generator::Colour::Yellow, "warning: ") << process.service << '/'
                    << process.name << " is damaged, and not all of it can be shown; `verify` says more\n";
    }
    return exit_code;
}

}  // namespace telemetryflow::spool
