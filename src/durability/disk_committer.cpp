#include "durability/disk_committer.hpp"

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include <pthread.h>
#include <sys/mman.h>

#include "durability/chunk_seals.hpp"
#include "hot/doorbell.hpp"
#include "hot/signals_blocked.hpp"

namespace telemetryflow::durability {

using Clock = std::chrono::steady_clock;

struct DiskCommitter::State {
    State(std::span<char> memory, Sync write, CommitOptions wishes)
        : region(memory), sync(std::move(write)), options(std::move(wishes)), seals(memory) {}

    void run();
    void commit();
    void finish(std::uint64_t number, int error, Clock::time_point started);
    [[nodiscard]] Clock::time_point next_commit_at() const;
    void warn(const std::string& what);

    const std::span<char> region;
    const Sync sync;
    const CommitOptions options;

    hot::Doorbell bell;      // wakes the thread
    hot::Doorbell finished;  // wakes who waits
    std::atomic<bool> requested{false};
    std::atomic<bool> stopping{false};
    std::atomic<bool> commits_last{true};
    std::atomic<bool> ended{false};
    std::atomic<bool> failing{false};
    std::atomic<std::size_t> waiting_bytes{0};

    // Numbers of commits. One that began after a record was made has that record.
    std::atomic<std::uint64_t> begun{0};
    std::atomic<std::uint64_t> over{0};     // the last one that came to an end,
    std::atomic<std::uint64_t> durable{0};  // and the last one that the disk took

    std::atomic<std::uint64_t> succeeded{0};
    std::atomic<std::uint64_t> failed{0};
    std::atomic<std::uint64_t> calls_without{0};

    // Only the thread touches what follows.
    ChunkSeals seals;
    bool owes = false;  // the last commit failed: what it was to write is not on the disk
    Clock::time_point next_warning_at;
};

void DiskCommitter::State::run() {
    Clock::time_point next = next_commit_at();
    for (;;) {
        const std::uint32_t heard = bell.listen();
        const bool last = stopping.load(std::memory_order_acquire);
        if (last && !commits_last.load(std::memory_order_relaxed)) break;
        if (last || requested.exchange(false, std::memory_order_seq_cst) || Clock::now() >= next) {
            commit();
            next = next_commit_at();
        }
        if (last) break;
        bell.wait(heard, next);
    }
    ended.store(true, std::memory_order_release);
    finished.ring();
}

Clock::time_point DiskCommitter::State::next_commit_at() const {
    constexpr std::chrono::milliseconds kRetry{1'000};
    if (options.interval.count() != 0) return Clock::now() + options.interval;
    return owes ? Clock::now() + kRetry : Clock::time_point::max();
}

void DiskCommitter::State::commit() {
    const std::uint64_t number = begun.fetch_add(1, std::memory_order_seq_cst) + 1;
    waiting_bytes.store(0, std::memory_order_relaxed);
    const Clock::time_point started = Clock::now();
    const bool any = seals.seal_new();
    int error = 0;
    if (any || owes || !options.is_mapped) {
        error = sync();
        if (any || owes || error != 0) (error == 0 ? succeeded : failed).fetch_add(1, std::memory_order_relaxed);
    }
    finish(number, error, started);
}

void DiskCommitter::State::finish(std::uint64_t number, int error, Clock::time_point started) {
    owes = error != 0;
    if (error == 0) durable.store(number, std::memory_order_release);
    failing.store(error != 0, std::memory_order_relaxed);
    over.store(number, std::memory_order_release);
    finished.ring();
    // Who stopped the committer meanwhile may have taken the region away.
    if (stopping.load(std::memory_order_acquire)) return;
    if (error != 0) {
        // The kernel takes pages for written that it could not write: they have to be made dirty again, which this does
        // without storing anything. Where it cannot (before Linux 5.14), those are written that change.
        if (options.is_mapped) ::madvise(region.data(), region.size(), MADV_POPULATE_WRITE);
        warn("the disk does not take what is recorded: " + std::generic_category().message(error) +
             ". Recording goes on; until that is mended, a power failure loses what is not delivered");
    } else if (const auto took = Clock::now() - started; took > options.longest_wait) {
        warn("the disk took " + std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()) +
             " ms for what was recorded; calls went on without it meanwhile");
    }
}

void DiskCommitter::State::warn(const std::string& what) {
    const Clock::time_point now = Clock::now();
    if (now < next_warning_at) return;
    next_warning_at = now + std::chrono::seconds(30);
    options.warn(what);
}

DiskCommitter::DiskCommitter(std::span<char> region, Sync sync, CommitOptions options)
    : state_(std::make_shared<State>(region, std::move(sync), std::move(options))) {
    const hot::SignalsBlocked blocked;
    thread_ = std::thread([state = state_] {
        pthread_setname_np(pthread_self(), "tf-disk");
        state->run();
    });
}

DiskCommitter::~DiskCommitter() {
    stop(false);
}

void DiskCommitter::note_recorded(std::size_t bytes) noexcept {
    State& state = *state_;
    const std::size_t before = state.waiting_bytes.fetch_add(bytes, std::memory_order_relaxed);
    // Once for each time that the limit is passed.
    if (before >= state.options.bytes || before + bytes < state.options.bytes) return;
    state.requested.store(true, std::memory_order_seq_cst);
    state.bell.ring();
}

bool DiskCommitter::wait() noexcept {
    State& state = *state_;
    // What is under way may have begun before the record was made.
    const std::uint64_t needed = state.begun.fetch_add(0, std::memory_order_seq_cst) + 1;
    state.requested.store(true, std::memory_order_seq_cst);
    if (!state.failing.load(std::memory_order_relaxed)) {
        state.bell.ring();
        const Clock::time_point deadline = Clock::now() + state.options.longest_wait;
        for (;;) {
            const std::uint32_t heard = state.finished.listen();
            if (state.over.load(std::memory_order_acquire) >= needed) break;
            if (state.ended.load(std::memory_order_acquire)) break;
            if (!state.finished.wait(heard, deadline)) {
                state.failing.store(true, std::memory_order_relaxed);
                break;
            }
        }
    }
    if (state.durable.load(std::memory_order_acquire) >= needed) return true;
    state.calls_without.fetch_add(1, std::memory_order_relaxed);
    return false;
}

bool DiskCommitter::stop(bool commits) noexcept {
    if (!thread_.joinable()) return true;
    State& state = *state_;
    state.commits_last.store(commits, std::memory_order_relaxed);
    state.stopping.store(true, std::memory_order_release);
    state.bell.ring();
    const Clock::time_point deadline = Clock::now() + state.options.longest_wait;
    for (;;) {
        const std::uint32_t heard = state.finished.listen();
        if (state.ended.load(std::memory_order_acquire)) {
            thread_.join();
            return true;
        }
        if (!state.finished.wait(heard, deadline)) {
            thread_.detach();
            return false;
        }
    }
}

CommitCounts DiskCommitter::counts() const noexcept {
    const State& state = *state_;
    return {state.succeeded.load(std::memory_order_relaxed), state.failed.load(std::memory_order_relaxed),
            state.calls_without.load(std::memory_order_relaxed), state.failing.load(std::memory_order_relaxed)};
}

}  // namespace telemetryflow::durability
