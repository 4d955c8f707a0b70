#pragma once

// The callbacks of observable instruments: called one after another by whoever collects, added and removed by any
// thread. Removing waits for a call that is under way, unless the callback itself removes.

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "hot/observer.hpp"

namespace telemetryflow::hot {

class Observers {
public:
    /// Returns what remove() takes. Throws std::bad_alloc.
    [[nodiscard]] std::uint64_t add(std::shared_ptr<Observer> observer);
    void remove(std::uint64_t id) noexcept;
    /// For the end of the client: callbacks may hold handles, which hold the engine.
    void clear() noexcept;

    /// Calls all; one thread at a time. What a callback throws is counted. Throws std::bad_alloc before the first call.
    void run();
    [[nodiscard]] bool runs_on_this_thread() const noexcept {
        return running_.load(std::memory_order_relaxed) != 0 && thread_.load() == std::this_thread::get_id();
    }
    /// Calls that ended with an exception.
    [[nodiscard]] std::uint64_t failures() const noexcept { return failures_.load(std::memory_order_relaxed); }

    [[nodiscard]] std::mutex& mutex() noexcept { return mutex_; }
    /// In a forked child: the thread that called back is not in it.
    void reset_in_child() noexcept;

private:
    struct Entry {
        std::uint64_t id;
        std::shared_ptr<Observer> observer;
    };

    // Whether the entry is still there; from then on a removal waits.
    [[nodiscard]] bool begin(std::uint64_t id) noexcept;

    std::mutex mutex_;
    std::vector<Entry> entries_;
    std::uint64_t next_id_ = 1;
    std::atomic<std::uint64_t> running_{0};  // id; 0: none
    std::atomic<std::thread::id> thread_{};
    std::atomic<std::uint64_t> failures_{0};
};

}  // namespace telemetryflow::hot
