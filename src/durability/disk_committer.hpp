#pragma once

// Has the disk take what lies in a region: in groups, on a thread of its own, so that neither a recording thread nor
// the worker ever waits for a disk that it did not ask for. One commit seals what was recorded and then writes the
// file; who waits for the disk shares the next commit that begins. Where the disk fails, nobody waits for it until it
// works again. Any thread may call anything but stop(), which comes once.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <thread>

#include "durability/commit_counts.hpp"
#include "durability/commit_options.hpp"

namespace telemetryflow::durability {

class DiskCommitter {
public:
    /// Returns 0, or the error number, when the disk has what was in the region at the call.
    using Sync = std::function<int()>;

    /// Starts the thread. `region` stays until stop(); `sync` may be called after it, when the disk did not answer.
    /// Throws std::system_error when there is no thread.
    DiskCommitter(std::span<char> region, Sync sync, CommitOptions options);
    ~DiskCommitter();
    DiskCommitter(const DiskCommitter&) = delete;
    DiskCommitter& operator=(const DiskCommitter&) = delete;

    /// Another `bytes` were recorded.
    void note_recorded(std::size_t bytes) noexcept;
    /// Returns when the disk has what the calling thread recorded; false when it does not, which is counted.
    bool wait() noexcept;
    /// Ends the thread, after a last commit where `commits`. A disk that does not answer is left behind, with the
    /// thread: false.
    bool stop(bool commits) noexcept;

    [[nodiscard]] CommitCounts counts() const noexcept;

private:
    struct State;

    const std::shared_ptr<State> state_;  // the thread's too
    std::thread thread_;
};

}  // namespace telemetryflow::durability
