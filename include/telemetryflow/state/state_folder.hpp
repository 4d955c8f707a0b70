#pragma once

// A state directory (TelemetryFlowBuilder::with_state_directory()) from outside: for tools that look at what the
// processes of all services in it have not delivered yet. Nothing is made or changed but by remove(). Holds no file
// open. Immutable; safe to use from any thread.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "telemetryflow/domain/signal_type.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/state/kept_process.hpp"

namespace telemetryflow {

class TELEMETRYFLOW_EXPORT StateFolder {
public:
    /// Takes a serialised Export{Trace,Metrics,Logs}ServiceRequest and how many items are in it.
    using TakeRequest = std::function<void(SignalType signal, std::span<const std::byte> request, std::uint64_t items)>;

    /// Where clients keep their state here that are told nothing else: TELEMETRYFLOW_STATE_DIRECTORY, or telemetryflow
    /// in XDG_STATE_HOME. Empty when neither is set.
    [[nodiscard]] static std::string default_path();

    /// `path` need not be absolute. Throws std::runtime_error when there is no folder.
    explicit StateFolder(std::string path);

    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    /// The folders of services in it, by name. Throws std::runtime_error when it cannot be listed.
    [[nodiscard]] std::vector<std::string> services() const;
    /// The processes of one service, the oldest first. Those whose folder is being made or deleted just now are left
    /// out. Throws std::runtime_error when one belongs to somebody else, may be changed by others, or cannot be read.
    [[nodiscard]] std::vector<KeptProcess> processes(const std::string& service) const;

    /// What is wrong with what the process left, in words; empty when all of it can be delivered. Reads all of it. Of a
    /// process in use, nothing. Throws as above.
    [[nodiscard]] std::vector<std::string> damage(const KeptProcess& process) const;
    /// Files of the service from which nothing could be read, and which its clients keep for whoever wants to look.
    /// Throws as above.
    [[nodiscard]] std::vector<std::string> quarantined(const std::string& service) const;

    /// Hands over what the process has not delivered, oldest first, in requests of at most 1 MiB where a record allows
    /// it; they have the process's resource. What is damaged is left out. Nothing counts as delivered by that. Throws
    /// as above, and whatever `take` throws.
    void read(const KeptProcess& process, const TakeRequest& take) const;

    /// Deletes what a process left; false, and nothing is deleted, when it is in use or gone. Throws as above.
    bool remove(const KeptProcess& process) const;

private:
    std::string path_;
};

}  // namespace telemetryflow
