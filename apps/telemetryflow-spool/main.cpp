#include "telemetryflow/version.hpp"

#include "commands/cat_command.hpp"
#include "commands/drain_command.hpp"
#include "commands/ls_command.hpp"
#include "commands/purge_command.hpp"
#include "commands/verify_command.hpp"
#include "generator/program.hpp"

namespace {

constexpr const char* kDescription =
    "shows and sends the telemetry that processes have not delivered yet\n"
    "Looks into a state directory: that of the command line, of TELEMETRYFLOW_STATE_DIRECTORY, or telemetryflow in\n"
    "XDG_STATE_HOME. A service sends by itself what its earlier processes left, when it is started again; this is for\n"
    "those that never are. Run it as the user of the service.";
constexpr const char* kFooter =
    "NO_COLOR, when set, keeps colours off a terminal.\n"
    "Exit status: 0 done, 1 failed, 2 wrong usage.";

}  // namespace

int main(int argc, char** argv) {
    telemetryflow::generator::Program program({.name = "telemetryflow-spool",
                                               .product = {},
                                               .description = kDescription,
                                               .footer = kFooter,
                                               .version = std::string(telemetryflow::kVersion)},
                                              {});
    telemetryflow::spool::LsCommand ls;
    telemetryflow::spool::VerifyCommand verify;
    telemetryflow::spool::CatCommand cat;
    telemetryflow::spool::DrainCommand drain;
    telemetryflow::spool::PurgeCommand purge;
    ls.add_to(program);
    verify.add_to(program);
    cat.add_to(program);
    drain.add_to(program);
    purge.add_to(program);
    program.add_common_commands();
    return program.run(argc, argv);
}
