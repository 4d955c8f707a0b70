#include "selection.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include <CLI/CLI.hpp>

#include "generator/nearest.hpp"
#include "generator/usage_error.hpp"

namespace telemetryflow::spool {

void Selection::add_directory(CLI::App& command) {
    command.add_option("directory", directory, "The state directory (default: that of the environment)")
        ->type_name("DIR");
}

void Selection::add_filters(CLI::App& command, bool with_process) {
    command.add_option("--service", service, "Of this service alone, named as `ls` does")->type_name("NAME");
    if (with_process) {
        command.add_option("--process", process, "Of this process alone, named as `ls` does")->type_name("NAME");
    }
}

StateFolder Selection::folder() const {
    const std::string path = directory.empty() ? StateFolder::default_path() : directory;
    if (path.empty()) {
        throw generator::UsageError(
            "no state directory: name one, or set TELEMETRYFLOW_STATE_DIRECTORY or XDG_STATE_HOME");
    }
    return StateFolder(path);
}

std::vector<std::string> Selection::services(const StateFolder& folder) const {
    const std::vector<std::string> all = folder.services();
    if (service.empty()) return all;
    if (std::find(all.begin(), all.end(), service) == all.end()) {
        throw std::runtime_error(folder.path() + " has no service '" + service + "'" +
                                 generator::did_you_mean(service, all));
    }
    return {service};
}

std::vector<KeptProcess> Selection::processes(const StateFolder& folder) const {
    std::vector<KeptProcess> found;
    for (const std::string& name : services(folder)) {
        std::vector<KeptProcess> of_service = folder.processes(name);
        std::copy_if(std::move_iterator(of_service.begin()), std::move_iterator(of_service.end()),
                     std::back_inserter(found),
                     [&](const KeptProcess& one) { return process.empty() || one.name == process; });
    }
    if (found.empty() && !process.empty()) {
        throw std::runtime_error(folder.path() + " has no process '" + process + "'");
    }
    return found;
}

}  // namespace telemetryflow::spool
