#pragma once

// A staging region in a file of the process's folder, mapped shared: what was stored is in the kernel's hands, and
// stays there when the process is killed at any instruction. Where a mapped file is not safe, the region is private
// memory, and the file is written from it by plain writes, in groups. A forked child gets a folder of its own; where it
// cannot, its region is private memory alone. Set up by one thread; describe() and state() may be called later by the
// one that starts the client.

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "durability/about.hpp"
#include "durability/commit_counts.hpp"
#include "durability/commit_options.hpp"
#include "durability/disk_committer.hpp"
#include "durability/loss_ledger.hpp"
#include "durability/process_directory.hpp"
#include "durability/spool.hpp"
#include "durability/state_directory.hpp"
#include "hot/region_memory.hpp"
#include "process/fork_watch.hpp"

namespace telemetryflow::durability {

class MappedRegion final : public hot::RegionMemory, private process::ForkAware {
public:
    /// Makes a process folder in `state`, with `commits` a thread that has the disk take what is recorded, and
    /// with memory for the spans that are open. `writes`: how the file is written where it is not mapped and the disk
    /// need not take it. Throws std::runtime_error.
    MappedRegion(std::shared_ptr<const StateDirectory> state, std::size_t bytes,
                 std::optional<CommitOptions> commits = std::nullopt, bool with_open_spans = false,
                 CommitOptions writes = {.interval = std::chrono::milliseconds(100)});
    ~MappedRegion() override;

    /// Says who records, before anybody does; the boot is filled in. Throws std::runtime_error; the region is like
    /// private memory then.
    void describe(About about);
    [[nodiscard]] const std::shared_ptr<const StateDirectory>& state() const noexcept { return state_; }

    void keep_scopes(std::string_view scopes) noexcept override;
    /// Why what was recorded last does not outlive the process, though it has a folder; empty where everything does.
    [[nodiscard]] std::string obstacle() const { return directory_ ? directory_->obstacle() : ""; }
    /// Where batches of this process go that cannot be delivered; the same for all who ask. Null in a process that has
    /// no folder. Throws std::runtime_error.
    [[nodiscard]] std::shared_ptr<Spool> spool();

    [[nodiscard]] char* open_spans() noexcept override { return open_spans_; }
    [[nodiscard]] bool outlives_process() const noexcept override {
        return directory_ && (directory_->is_mappable() || !commit_counts().is_failing);
    }
    void give_back(char*, std::size_t) noexcept override {}
    void part_from_parent() noexcept override;
    void retire() noexcept override;
    [[nodiscard]] hot::LossSlot* loss_slots() noexcept override {
        return ledger_ ? ledger_->recording_slots() : nullptr;
    }
    /// Null where nothing outlives the process.
    [[nodiscard]] LossLedger* ledger() noexcept { return ledger_ ? &*ledger_ : nullptr; }
    /// Keeps the last metrics (MetricSnapshot) beside the region; false where they cannot be kept. For the worker,
    /// which may live on after retire().
    bool keep_metrics(std::string_view bytes) noexcept;
    /// They are delivered.
    void forget_metrics() noexcept;
    void note_recorded(std::size_t bytes) noexcept override {
        if (committer_ != nullptr) committer_->note_recorded(bytes);
    }
    void wait_for_disk() noexcept override {
        if (committer_ != nullptr) committer_->wait();
    }
    [[nodiscard]] CommitCounts commit_counts() const noexcept {
        return committer_ == nullptr ? CommitCounts{} : committer_->counts();
    }

private:
    void start_committer();
    [[nodiscard]] DiskCommitter::Sync disk_sync(std::shared_ptr<const FileDescriptor> file);
    void use_files(const ProcessDirectory& directory, bool with_open_spans);
    void map(int fd, int flags);
    void map_open_spans(int fd, int flags);
    void unmap() noexcept;
    void remove_if_settled() noexcept;

    void before_fork() noexcept override { mutex_.lock(); }
    void after_fork_in_parent() noexcept override { mutex_.unlock(); }
    void after_fork_in_child() noexcept override;

    const std::shared_ptr<const StateDirectory> state_;
    const std::optional<CommitOptions> commit_options_;
    const CommitOptions write_options_;
    // The disk did not take who records: the committer has it do so.
    const std::shared_ptr<std::atomic<bool>> is_folder_owed_ = std::make_shared<std::atomic<bool>>(false);
    std::mutex mutex_;  // guards the folder where the worker and the end of the client meet
    std::optional<ProcessDirectory> directory_;
    std::shared_ptr<Spool> spool_;
    std::optional<About> about_;  // as it was written last
    bool has_metrics_ = false;
    std::optional<LossLedger> ledger_;
    std::unique_ptr<DiskCommitter> committer_;
    char* open_spans_ = nullptr;  // hot::OpenSpanTable's, where it was asked for
    bool is_of_parent_ = false;
    bool is_left_to_committer_ = false;
};

}  // namespace telemetryflow::durability
