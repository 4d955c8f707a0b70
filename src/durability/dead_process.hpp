#pragma once

// What a process left that ended before all of its telemetry was delivered. Owned, with the folder's lock, by whoever
// adopted it; used by one thread.

#include <memory>
#include <string>
#include <vector>

#include "durability/about.hpp"
#include "durability/loss_counts.hpp"
#include "durability/metric_snapshot.hpp"
#include "durability/process_directory.hpp"
#include "durability/region_reader.hpp"

namespace telemetryflow::durability {

class DeadProcess {
public:
    /// Adopts all folders in `state` whose owners are gone; those without anything to deliver or
    /// to tell are deleted. Folders that
    /// cannot be read are left alone; each is told of in `faults`.
    [[nodiscard]] static std::vector<std::unique_ptr<DeadProcess>> adopt_all(
        const std::shared_ptr<const StateDirectory>& state, std::vector<std::string>& faults);

    ~DeadProcess();
    DeadProcess(const DeadProcess&) = delete;
    DeadProcess& operator=(const DeadProcess&) = delete;

    [[nodiscard]] const std::string& name() const noexcept { return directory_.name(); }
    [[nodiscard]] const About& about() const noexcept { return about_; }
    /// Chunks with unsettled records, of both signals, oldest first.
    [[nodiscard]] const std::vector<RegionChunk>& chunks() const noexcept { return chunks_; }
    /// Whether there is nothing to deliver.
    [[nodiscard]] bool is_empty() const noexcept { return chunks_.empty() && metrics_.requests.empty(); }

    /// The last ones that it collected and did not deliver.
    [[nodiscard]] const MetricSnapshot& metrics() const noexcept { return metrics_; }
    /// They are delivered or dropped.
    void remove_metrics() noexcept { directory_.remove_metrics(); }
    /// What it had counted, and nobody has told of yet.
    [[nodiscard]] const LossCounts& counts() const noexcept { return counts_; }
    /// They are told: no later recovery tells them again.
    void counts_are_told() noexcept;

    /// The first `records` of `chunk` are delivered or dropped: a later recovery leaves them out.
    static void settle(const RegionChunk& chunk, std::uint32_t records) noexcept {
        chunk.header->settled.store(records, std::memory_order_relaxed);
    }
    /// Deletes the folder: everything is settled.
    void remove() noexcept { directory_.remove(); }

private:
    DeadProcess(ProcessDirectory directory, About about, char* file, std::size_t bytes);

    ProcessDirectory directory_;
    About about_;
    char* file_;
    std::size_t bytes_;
    char* ledger_ = nullptr;  // null where it has none
    LossCounts counts_;
    MetricSnapshot metrics_;
    std::vector<RegionChunk> chunks_;
};

}  // namespace telemetryflow::durability
