#include "telemetryflow/version.hpp"

#include "commands/docs_command.hpp"
#include "commands/entity_command.hpp"
#include "commands/new_command.hpp"
#include "generator/program.hpp"
#include "templates.hpp"

namespace {

constexpr const char* kDescription =
    "writes REST services in C++ whose requests and statements are traces from the first one on\n"
    "What it writes builds and passes its own tests, and is the user's from then on: no file that was changed is "
    "replaced\nwithout --force, and a run that fails or is interrupted has written nothing.";
constexpr const char* kFooter =
    "NO_COLOR, when set, keeps colours off a terminal.\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage.";

}  // namespace

int main(int argc, char** argv) {
    telemetryflow::generator::Program program({.name = "telemetryflow-restapi",
                                               .product = "TelemetryFlow RESTful API Generator",
                                               .description = kDescription,
                                               .footer = kFooter,
                                               .version = std::string(telemetryflow::kVersion)},
                                              telemetryflow::restapi::embedded_templates());
    telemetryflow::restapi::NewCommand new_project;
    telemetryflow::restapi::EntityCommand entity;
    telemetryflow::restapi::DocsCommand docs;
    new_project.add_to(program);
    entity.add_to(program);
    docs.add_to(program);
    program.add_common_commands();
    return program.run(argc, argv);
}
