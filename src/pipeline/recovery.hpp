#pragma once

// What dead processes of the same service left, on its way out: their folders, which are adopted at the first look, and
// the envelope of each. A folder is deleted when the last of its records is settled; what is not is found again by the
// next process. Shared by the sources of both signals; used by the worker.

#include <memory>
#include <vector>

#include "telemetryflow/application/ports/diagnostics.hpp"

#include "durability/dead_process.hpp"
#include "pipeline/envelope.hpp"

namespace telemetryflow::pipeline {

class Recovery {
public:
    struct Process {
        std::unique_ptr<durability::DeadProcess> dead;
        Envelope envelope;
        std::size_t unsettled_chunks;
    };

    Recovery(std::shared_ptr<const durability::StateDirectory> state, std::shared_ptr<Diagnostics> diagnostics)
        : state_(std::move(state)), diagnostics_(std::move(diagnostics)) {}

    /// Their number stays; finished ones have no `dead` any more.
    [[nodiscard]] std::vector<Process>& processes();
    /// All of one chunk's records are settled.
    void chunk_settled(Process& process);

private:
    void adopt();

    const std::shared_ptr<const durability::StateDirectory> state_;
    const std::shared_ptr<Diagnostics> diagnostics_;
    bool looked_ = false;
    std::vector<Process> processes_;
};

}  // namespace telemetryflow::pipeline
