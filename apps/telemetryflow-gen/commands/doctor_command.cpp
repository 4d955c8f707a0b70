#include "commands/doctor_command.hpp"

#include <cstddef>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "doctor/check_result.hpp"
#include "doctor/checks.hpp"

namespace telemetryflow::gen {

namespace {

using generator::Colour;

Colour colour_of(CheckStatus status) {
    switch (status) {
        case CheckStatus::Ok: return Colour::Green;
        case CheckStatus::Warning: return Colour::Yellow;
        case CheckStatus::Failed: return Colour::Red;
        case CheckStatus::Skipped: return Colour::Dim;
    }
    return Colour::Dim;
}

// Each line as soon as it is known: some checks take seconds.
void print(const CheckResult& result, const generator::Console& console) {
    std::string status(to_string(result.status));
    status.resize(9, ' ');
    std::string name = result.name;
    name.resize(12, ' ');
    console.out << "  " << console.out_style(colour_of(result.status), status) << name << result.message << std::endl;
    if (!result.mend.empty()) console.out << std::string(23, ' ') << result.mend << std::endl;
}

}  // namespace

void DoctorCommand::add_to(generator::Program& program) {
    CLI::App& command =
        program.add_command("doctor", "Check the environment and the backend, and say how to mend what is wrong",
                            [this, &program] { return run(program); });
    command.add_flag("--json", json_, "Print the results as JSON");
    command.footer(
        "It reads the variables that a program with with_auto_configuration() reads, sends an empty request\n"
        "and one test span, and ends with 1 when a check failed.");
}

int DoctorCommand::run(const generator::Program& program) const {
    const generator::Console& console = program.console();
    if (!json_) program.print_banner();
    nlohmann::json checks = nlohmann::json::array();
    std::size_t failed = 0;
    run_checks([&](const CheckResult& result) {
        failed += result.status == CheckStatus::Failed ? 1 : 0;
        if (!json_) return print(result, console);
        checks.push_back({{"name", result.name},
                          {"status", to_string(result.status)},
                          {"message", result.message},
                          {"mend", result.mend}});
    });
    if (json_) {
        console.out << nlohmann::json{{"healthy", failed == 0}, {"checks", checks}}.dump(
                           2, ' ', false, nlohmann::json::error_handler_t::replace)
                    << '\n';
    } else if (failed == 0) {
        console.out << "\nTelemetry arrives.\n";
    } else {
        console.out << '\n' << failed << (failed == 1 ? " check" : " checks") << " failed.\n";
    }
    return failed == 0 ? 0 : 1;
}

}  // namespace telemetryflow::gen
