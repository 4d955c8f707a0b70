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
#include "durability/spool.hpp"
#include "durability/unfinished_spans.hpp"

namespace telemetryflow::durability {

class DeadProcess {
public:
    /// Adopts all folders in `state` whose owners are gone, the process that began first before the others; those
    /// without anything to deliver or to tell are deleted. Folders that cannot be read are left alone; each is told of
    /// in `faults`.
    [[nodiscard]] static std::vector<std::unique_ptr<DeadProcess>> adopt_all(
        const std::shared_ptr<const StateDirectory>& state, std::vector<std::string>& faults);

    ~DeadProcess();
    DeadProcess(const DeadProcess&) = delete;
    DeadProcess& operator=(const DeadProcess&) = delete;

    [[nodiscard]] const std::string& name() const noexcept { return directory_.name(); }
    [[nodiscard]] const About& about() const noexcept { return about_; }
    /// Chunks with unsettled records, of both signals, oldest first; behind them one of the spans that it left open.
    [[nodiscard]] const std::vector<RegionChunk>& chunks() const noexcept { return chunks_; }
    /// Whether there is nothing to deliver.
    [[nodiscard]] bool is_empty() const noexcept {
        return chunks_.empty() && metrics_.requests.empty() && spool_.bytes() == 0;
    }

    /// The last ones that it collected and did not deliver.
    [[nodiscard]] const MetricSnapshot& metrics() const noexcept { return metrics_; }
    /// They are delivered or dropped.
    void remove_metrics() noexcept { directory_.remove_metrics(); }
    /// What it had counted, and nobody has told of yet.
    [[nodiscard]] const LossCounts& counts() const noexcept { return counts_; }
    /// They are told: no later recovery tells them again.
    void counts_are_told() noexcept;

    /// What it takes of the disk beside its batches.
    [[nodiscard]] std::uint64_t disk_bytes() const noexcept { return directory_.disk_bytes(); }
    /// Gives the disk what its region holds beside the unsettled records, before any is settled.
    void give_back_free_space() const noexcept;

    /// The batches that it had put on disk, older than its records in chunks.
    [[nodiscard]] Spool& spool() noexcept { return spool_; }

    /// The first `records` of `chunk` are delivered or dropped: a later recovery leaves them out.
    void settle(const RegionChunk& chunk, std::uint32_t records) noexcept;
    /// Everything is settled: deletes the folder, unless something in it has to stay for a later version.
    void remove() noexcept {
        if (spool_.is_empty()) directory_.remove();
    }

private:
    DeadProcess(ProcessDirectory directory, About about, char* file, std::size_t bytes);
    // The spans that it left open lie elsewhere.
    [[nodiscard]] bool is_in_file(const RegionChunk& chunk) const noexcept;
    // Has the file say what the memory says there, where that is not the file's own.
    void write_back(const char* at, std::size_t bytes) const noexcept;

    // Nothing where there is nothing to deliver. Throws std::exception when it cannot be read now.
    [[nodiscard]] static std::unique_ptr<DeadProcess> adopt(const std::shared_ptr<const StateDirectory>& state,
                                                            const std::string& name, std::vector<std::string>& faults);

    ProcessDirectory directory_;
    About about_;
    char* file_;  // null where there is none
    std::size_t bytes_;
    char* ledger_ = nullptr;  // null where it has none
    LossCounts counts_;
    MetricSnapshot metrics_;
    UnfinishedSpans unfinished_;
    std::vector<RegionChunk> chunks_;
    Spool spool_;
};

}  // namespace telemetryflow::durability
