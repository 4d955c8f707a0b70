#pragma once

// What dead processes of the same service left, on its way out: their folders, which are adopted at the first look, and
// the envelope of each. A folder is deleted when the last of its records and batches is settled; what is not is found
// again by the next process. Shared by the sources of all signals; used by the worker.

#include <memory>
#include <vector>

#include "telemetryflow/application/ports/diagnostics.hpp"

#include "durability/dead_process.hpp"
#include "hot/scope_fields.hpp"
#include "pipeline/batch.hpp"
#include "pipeline/delivery_counts.hpp"
#include "pipeline/envelope.hpp"
#include "pipeline/pipeline_options.hpp"

namespace telemetryflow::pipeline {

class Recovery {
public:
    struct Process {
        std::unique_ptr<durability::DeadProcess> dead;
        Envelope envelope;
        std::vector<hot::ScopeFields> scopes;  // by id; at least one
        std::size_t unsettled_parts;           // chunks and metrics

        /// The scope `id`, or, where the process did not get to tell of it, its SDK's own.
        [[nodiscard]] const hot::ScopeFields& scope(std::uint16_t id) const noexcept {
            return scopes[id < scopes.size() ? id : 0];
        }
    };

    /// `counts` are those of what is recovered.
    Recovery(std::shared_ptr<const durability::StateDirectory> state, std::shared_ptr<Diagnostics> diagnostics,
             const PipelineOptions& options, std::shared_ptr<DeliveryCounts> counts)
        : state_(std::move(state)),
          diagnostics_(std::move(diagnostics)),
          options_(options),
          counts_(std::move(counts)) {}

    /// Their number stays; finished ones have no `dead` any more.
    [[nodiscard]] std::vector<Process>& processes();
    /// All of one chunk's records are settled, or all metrics.
    void part_settled(Process& process);

    /// Fills `batch` with the oldest one of the signal that the process put on disk; false when there is none, and then
    /// the process may be finished.
    bool next_spooled(Process& process, SignalType signal, Batch& batch);
    void settle_spooled(Process& process, SignalType signal);
    /// On disk, of all dead processes.
    [[nodiscard]] std::uint64_t spooled_bytes();
    /// Drops and counts what is oldest, until no more than `most` bytes are left.
    void drop_spooled_beyond(std::uint64_t most);

private:
    void adopt();
    void tell_losses(durability::DeadProcess& dead);
    void count_found(const durability::DeadProcess& dead);
    // Keeps processes that end and end, and deliver nothing, from filling the disk with their regions.
    void bound_files();
    void drop_all(Process& process);
    // Deletes the folder of a process of which nothing is left.
    void finish_if_done(Process& process);

    const std::shared_ptr<const durability::StateDirectory> state_;
    const std::shared_ptr<Diagnostics> diagnostics_;
    const PipelineOptions options_;
    const std::shared_ptr<DeliveryCounts> counts_;
    bool looked_ = false;
    std::vector<Process> processes_;
};

}  // namespace telemetryflow::pipeline
