#pragma once

// The recording side of one client: what all threads share. Held by the client, by every handle and by every thread
// that recorded, so that no call ever meets freed memory; memory that only idle threads still hold is given back to the
// system when recording stops. Recording calls are free functions in metric_, log_ and span_recorder.hpp.

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <vector>

#include "telemetryflow/domain/exemplar_filter.hpp"
#include "telemetryflow/domain/overflow_policy.hpp"
#include "telemetryflow/hot/engine_gate.hpp"
#include "telemetryflow/hot/engine_ref.hpp"
#include "telemetryflow/hot/thread_view.hpp"

#include "hot/chunk_pool.hpp"
#include "hot/clock.hpp"
#include "hot/collection_lock.hpp"
#include "hot/disk_use.hpp"
#include "hot/doorbell.hpp"
#include "hot/drop_reason.hpp"
#include "hot/metric_registry.hpp"
#include "hot/observers.hpp"
#include "hot/open_span_table.hpp"
#include "hot/open_spans.hpp"
#include "hot/recording_limits.hpp"
#include "hot/recording_ports.hpp"
#include "hot/recording_stats.hpp"
#include "hot/sampler.hpp"
#include "hot/scope_table.hpp"
#include "hot/staging_writer.hpp"
#include "hot/worker_bell.hpp"
#include "process/fork_watch.hpp"

namespace telemetryflow::hot {

struct EngineOptions {
    RecordingLimits limits;
    RecordingLimits event_limits;  // those of attributes are of an event's
    RecordingLimits link_limits;   // and of a link's
    SamplerConfig sampler;
    std::array<bool, kSignalCount> enabled{true, true, true};  // by SignalType
    std::vector<ScopeRule> scope_rules;
    RecordingPorts ports;
    std::size_t buffer_bytes = 8U << 20U;
    std::size_t max_record_bytes = ChunkPool::kMaxRecordBytes;
    OverflowPolicy overflow_policy = OverflowPolicy::DropNewest;
    std::chrono::milliseconds overflow_timeout{100};
    std::uint32_t batch_items = 512;      // the worker is woken when about so many records wait,
    std::size_t batch_bytes = 1U << 20U;  // or so many bytes, or what fills a good part of the buffer
    MetricDefaults metric_defaults;
    ExemplarFilter exemplar_filter = ExemplarFilter::TraceBased;
    DiskUse disk_use = DiskUse::None;
    bool fatal_waits_for_disk = false;
    std::size_t commit_bytes = 256U << 10U;  // with DiskUse::InGroups: the region is told of less than that at once
};

/// Starts the worker again in a forked child, where the parent's is not running.
class ChildStarter {
public:
    virtual void start_in_child() = 0;

protected:
    ~ChildStarter() = default;
};

class Engine final : public EngineGate, public process::ForkAware {
public:
    /// `memory` has at least options.buffer_bytes; without it the region lies in the process's own.
    [[nodiscard]] static EngineRef create(EngineOptions options, std::unique_ptr<RegionMemory> memory = nullptr);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Opens the gate. `starter`, which lives until close(), is called at most once per fork, in the child, by the
    /// first call that needs the worker.
    void open(ChildStarter& starter) noexcept;
    /// Closes the gate: later records are counted as dropped, also in a forked child that has not recorded yet.
    void close() noexcept;
    /// The client is gone: threads let their recorders go when they next look.
    void retire() noexcept;
    [[nodiscard]] bool is_retired() const noexcept { return retired_.load(std::memory_order_relaxed); }

    /// Whether a call may record. Where it must not, the call is counted as dropped.
    [[nodiscard]] bool admits(SignalType signal) noexcept {
        if (running.load()) [[likely]]
            return true;
        return admits_slowly(signal);
    }

    /// Counts a record that could not even be begun, as created and as dropped.
    void drop_unrecorded(SignalType signal, DropReason reason) noexcept {
        refused_[static_cast<std::size_t>(signal)].fetch_add(1, std::memory_order_relaxed);
        drops.add(signal, reason);
    }

    /// The calling thread's recorder, or nullptr when memory is refused.
    [[nodiscard]] ThreadRecorder* recorder() noexcept {
        if (t_view.engine_id == id) [[likely]] {
            ThreadRecorder* const known = t_view.recorder;
            if (known == nullptr) __builtin_unreachable();  // spares callers to ask
            return known;
        }
        return attach();
    }
    /// Takes back the recorder of a thread that ends.
    void detach(ThreadRecorder& recorder) noexcept;

    /// Tells the worker, and whoever has the disk take them, of `records` new ones of together `bytes`.
    void announce(SignalType signal, std::uint32_t records, std::size_t bytes) noexcept {
        auto& waiting = announced_[static_cast<std::size_t>(signal)];
        if (waiting.fetch_add(records, std::memory_order_relaxed) + records >= options.batch_items) bell.knock();
        if (options.disk_use == DiskUse::InGroups) [[unlikely]]
            pool.memory().note_recorded(bytes);
    }
    /// After each announcement, with no lock held: waits for the disk, where every record does.
    void wait_where_all_wait() noexcept {
        if (options.disk_use == DiskUse::PerRecord) [[unlikely]]
            pool.memory().wait_for_disk();
    }
    /// After a FATAL log.
    void wait_where_fatal_waits() noexcept {
        if (options.disk_use == DiskUse::PerRecord || !options.fatal_waits_for_disk) return;
        pool.memory().wait_for_disk();
    }
    /// Tells the worker that a chunk of `bytes` is full.
    void announce_chunk(SignalType signal, std::size_t bytes) noexcept {
        auto& waiting = announced_bytes_[static_cast<std::size_t>(signal)];
        if (waiting.fetch_add(bytes, std::memory_order_relaxed) + bytes >= wake_bytes) bell.ring();
    }
    void clear_announcements(SignalType signal) noexcept {
        announced_[static_cast<std::size_t>(signal)].store(0, std::memory_order_relaxed);
        announced_bytes_[static_cast<std::size_t>(signal)].store(0, std::memory_order_relaxed);
    }

    /// The scope to record under, made if it is new. Throws std::bad_alloc.
    [[nodiscard]] const Scope& scope(const InstrumentationScope& scope) {
        return scopes.find_or_add(scope, [this](const std::string& all) { pool.memory().keep_scopes(all); });
    }

    [[nodiscard]] bool enabled(SignalType signal) const noexcept {
        return options.enabled[static_cast<std::size_t>(signal)];
    }

    /// Whether everything of `signal` is recorded alike: a call need not look at its scope, nor at anything else that a
    /// client may have and most have not.
    [[nodiscard]] bool is_plain(SignalType signal) const noexcept { return plain_[static_cast<std::size_t>(signal)]; }
    /// Whether a scope may record.
    [[nodiscard]] bool may_record(SignalType signal, const Scope& scope) const noexcept {
        return is_plain(signal) || (enabled(signal) && scope.may_record(signal));
    }

    /// An exception left what the user has plugged in.
    void count_port_failure() noexcept { port_failures_.fetch_add(1, std::memory_order_relaxed); }

    /// Waits for other collections, and has the program's callbacks observe for this one, which lasts as long as the
    /// lock that is returned. Not for callbacks themselves. Throws std::bad_alloc.
    [[nodiscard]] std::unique_lock<CollectionLock> begin_collection();

    [[nodiscard]] RecordingStats stats();
    /// Starts a forked child's life: called by admits() and by lifecycle calls; does nothing in any other process.
    void revive_if_forked() noexcept;

    void before_fork() noexcept override;
    void after_fork_in_parent() noexcept override;
    void after_fork_in_child() noexcept override;

    std::atomic<std::uint32_t> references{0};  // EngineRef counts here
    const EngineOptions options;
    /// A thread announces its records in portions of this many.
    const std::uint32_t announce_every;
    /// So many waiting bytes are a full batch: few enough that a small buffer has room while they are sent.
    const std::size_t wake_bytes;
    const std::uint64_t hash_seed;
    Clock clock;
    const Sampler sampler;
    ChunkPool pool;
    WorkerBell bell;
    Doorbell room;  // wakes threads that wait for a free chunk
    DropCounts drops;
    ScopeTable scopes;
    MetricRegistry metrics;
    Observers observers;
    OpenSpans open_spans;
    std::optional<OpenSpanTable> open_span_table;  // where the region's memory has room for one
    /// Whether more has to be done with a span than to stage it: the table above, or what RecordingPorts has.
    bool watches_spans;

    /// Writers that threads share when the pool has too few chunks for each to own one.
    struct alignas(64) SharedWriter {
        SpinLock lock;
        StagingWriter writer;
    };
    static constexpr std::size_t kSharedWriters = 4;
    std::array<std::array<SharedWriter, kSharedWriters>, 2> shared_writers;  // logs, traces
    /// Held by whoever discards old records; before a shared writer's.
    SpinLock discard_lock;

private:
    Engine(EngineOptions options, std::unique_ptr<RegionMemory> memory);

    [[gnu::noinline]] bool admits_slowly(SignalType signal) noexcept;
    [[gnu::noinline]] ThreadRecorder* attach() noexcept;
    void add_counts(RecordingStats& stats, const ThreadRecorder& recorder) const noexcept;

    const std::array<bool, kSignalCount> plain_;
    std::atomic<std::uint64_t> port_failures_{0};
    CollectionLock collecting_;
    std::atomic<bool> retired_{false};
    std::atomic<bool> forked_{false};
    bool open_at_fork_ = false;
    ThreadRecorder* survivor_ = nullptr;  // of the thread that forked
    ChildStarter* starter_ = nullptr;
    std::array<std::atomic<std::uint32_t>, kSignalCount> announced_{};
    std::array<std::atomic<std::size_t>, kSignalCount> announced_bytes_{};

    std::mutex threads_mutex_;
    std::vector<ThreadRecorder*> threads_;
    RecordingStats ended_threads_;
    std::array<std::atomic<std::uint64_t>, kSignalCount> refused_{};  // counted as created, dropped at the gate
};

}  // namespace telemetryflow::hot
