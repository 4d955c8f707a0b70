#include "telemetryflow/version.hpp"

#include "commands/config_command.hpp"
#include "commands/doctor_command.hpp"
#include "commands/example_command.hpp"
#include "commands/init_command.hpp"
#include "generator/program.hpp"
#include "templates.hpp"

namespace {

constexpr const char* kDescription =
    "adds telemetry to C++ projects, and tells why none arrives\n"
    "Writes files that are the user's from then on: none that is there already is replaced without --force, and a run\n"
    "that fails or is interrupted has written nothing.";
constexpr const char* kFooter =
    "NO_COLOR, when set, keeps colours off a terminal.\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage.";

}  // namespace

int main(int argc, char** argv) {
    telemetryflow::generator::Program program({.name = "telemetryflow-gen",
                                               .product = "TelemetryFlow Generator",
                                               .description = kDescription,
                                               .footer = kFooter,
                                               .version = std::string(telemetryflow::kVersion)},
                                              telemetryflow::gen::embedded_templates());
    telemetryflow::gen::InitCommand init;
    telemetryflow::gen::ExampleCommand example;
    telemetryflow::gen::ConfigCommand config;
    telemetryflow::gen::DoctorCommand doctor;
    init.add_to(program);
    example.add_to(program);
    config.add_to(program);
    doctor.add_to(program);
    program.add_common_commands();
    return program.run(argc, argv);
}
