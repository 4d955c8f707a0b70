#pragma once

// A number of threads that run the same bursts at the same time, and live as long as the team: what a thread pays once
// is not part of a burst. A team of one is the calling thread itself. Used by one thread.

#include <barrier>
#include <cstdint>
#include <thread>
#include <vector>

#include "harness/burst_clock.hpp"
#include "harness/operation.hpp"
#include "harness/start_line.hpp"

namespace telemetryflow::bench {

/// One burst on all threads.
struct Burst {
    std::int64_t operations = 0;
    std::int64_t caller_ns = 0;  // CPU time, summed over the threads
    std::uint64_t caller_allocations = 0;
    // The process's figures when the first thread started.
    std::int64_t process_start_ns = 0;
    std::uint64_t process_start_allocations = 0;
};

class ThreadTeam {
public:
    explicit ThreadTeam(int threads);
    ~ThreadTeam();
    ThreadTeam(const ThreadTeam&) = delete;
    ThreadTeam& operator=(const ThreadTeam&) = delete;

    [[nodiscard]] int threads() const { return threads_; }
    Burst run(Operation& operation, std::int64_t operations_of_each);

private:
    void work(std::size_t index);

    const int threads_;
    StartLine start_line_;
    std::barrier<> begin_;
    std::barrier<> end_;
    Operation* operation_ = nullptr;  // null when the threads are to end
    std::int64_t operations_of_each_ = 0;
    std::vector<BurstClock> clocks_;
    std::vector<std::thread> members_;
};

}  // namespace telemetryflow::bench
