#pragma once

// Which processes a command is about: those of a state directory, or of one of its services, or a single one. Filled by
// the command line; used by one thread.

#include <string>
#include <vector>

#include <CLI/App.hpp>

#include "telemetryflow/state/state_folder.hpp"

namespace telemetryflow::spool {

struct Selection {
    std::string directory;
    std::string service;
    std::string process;

    void add_directory(CLI::App& command);
    /// --service, and --process where `with_process`.
    void add_filters(CLI::App& command, bool with_process);

    /// Throws UsageError when no folder is named anywhere, std::runtime_error when there is none.
    [[nodiscard]] StateFolder folder() const;
    /// Throws std::runtime_error when there is no such service.
    [[nodiscard]] std::vector<std::string> services(const StateFolder& folder) const;
    /// The processes that are meant, service by service. Throws std::runtime_error when what is named is not there.
    [[nodiscard]] std::vector<KeptProcess> processes(const StateFolder& folder) const;
};

}  // namespace telemetryflow::spool
