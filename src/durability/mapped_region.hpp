#pragma once

// A staging region in a file of the process's folder, mapped shared: what was stored is in the kernel's hands, and
// stays there when the process is killed at any instruction. A forked child gets a folder of its own; where it cannot,
// its region is private memory. Set up by one thread; describe() and state() may be called later by the one that starts
// the client.

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "durability/about.hpp"
#include "durability/process_directory.hpp"
#include "durability/spool.hpp"
#include "durability/state_directory.hpp"
#include "hot/fork_watch.hpp"
#include "hot/region_memory.hpp"

namespace telemetryflow::durability {

class MappedRegion final : public hot::RegionMemory, private hot::ForkAware {
public:
    /// Makes a process folder in `state`. Throws std::runtime_error.
    MappedRegion(std::shared_ptr<const StateDirectory> state, std::size_t bytes);
    ~MappedRegion() override;

    /// Says who records, before anybody does. Throws std::runtime_error; the region is like private memory then.
    void describe(const About& about);
    [[nodiscard]] const std::shared_ptr<const StateDirectory>& state() const noexcept { return state_; }

    /// Where batches of this process go that cannot be delivered; the same for all who ask. Null in a process that has
    /// no folder. Throws std::runtime_error.
    [[nodiscard]] std::shared_ptr<Spool> spool();

    [[nodiscard]] bool outlives_process() const noexcept override { return directory_.has_value(); }
    void give_back(char*, std::size_t) noexcept override {}
    void part_from_parent() noexcept override;
    void retire() noexcept override;

private:
    void map(int fd, int flags);
    void remove_if_settled() noexcept;

    void before_fork() noexcept override {}
    void after_fork_in_parent() noexcept override {}
    void after_fork_in_child() noexcept override;

    const std::shared_ptr<const StateDirectory> state_;
    std::optional<ProcessDirectory> directory_;
    std::shared_ptr<Spool> spool_;
    bool is_of_parent_ = false;
};

}  // namespace telemetryflow::durability
