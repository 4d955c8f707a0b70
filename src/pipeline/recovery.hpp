#pragma once

// What dead processes of the same service left, on its way out: their folders, which are adopted at the first look, and
// the envelope of each. A folder is deleted when the last of its items is settled; what is not is found again by the
// next process. Shared by the sources of all signals; used by the worker.

#include <memory>
#include <vector>

#include "telemetryflow/application/ports/diagnostics.hpp"

#include "durability/dead_process.hpp"
#include "pipeline/delivery_counts.hpp"
#include "pipeline/envelope.hpp"

namespace telemetryflow::pipeline {

class Recovery {
public:
    struct Process {
        std::unique_ptr<durability::DeadProcess> dead;
        Envelope envelope;
        std::size_t unsettled_parts;  // chunks and metrics
    };

    /// `counts` are those of what is recovered.
    Recovery(std::shared_ptr<const durability::StateDirectory> state, std::shared_ptr<Diagnostics> diagnostics,
             std::shared_ptr<DeliveryCounts> counts)
        : state_(std::move(state)), diagnostics_(std::move(diagnostics)), counts_(std::move(counts)) {}

    /// Their number stays; finished ones have no `dead` any more.
    [[nodiscard]] std::vector<Process>& processes();
    /// All of one chunk's records are settled, or all metrics.
    void part_settled(Process& process);

private:
    void adopt();
    void tell_losses(durability::DeadProcess& dead);
    void count_found(const durability::DeadProcess& dead);

    const std::shared_ptr<const durability::StateDirectory> state_;
    const std::shared_ptr<Diagnostics> diagnostics_;
    const std::shared_ptr<DeliveryCounts> counts_;
    bool looked_ = false;
    std::vector<Process> processes_;
};

}  // namespace telemetryflow::pipeline
