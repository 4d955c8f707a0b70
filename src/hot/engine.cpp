#include "hot/engine.hpp"

#include <algorithm>
#include <exception>
#include <new>
#include <random>

#include "hot/private_memory.hpp"
#include "hot/thread_list.hpp"
#include "hot/thread_recorder.hpp"

namespace telemetryflow::hot {
namespace {

std::uint64_t next_engine_id() noexcept {
    static std::atomic<std::uint64_t> next{1};
    return next.fetch_add(1, std::memory_order_relaxed);
}

std::uint64_t next_thread_serial() noexcept {
    static std::atomic<std::uint64_t> next{1};
    return next.fetch_add(1, std::memory_order_relaxed);
}

// Small enough that the last records of a thread do not wait long, large enough that telling costs nothing per record.
std::uint32_t announce_portion(const EngineOptions& options) noexcept {
    if (options.disk_use == DiskUse::PerRecord) return 1;
    const std::uint32_t portion = std::clamp<std::uint32_t>(options.batch_items / 8, 1, 64);
    if (options.disk_use == DiskUse::None) return portion;
    // What a thread keeps to itself meanwhile should be a small part of what may wait.
    constexpr std::size_t kBytesPerRecord = 4096;
    return static_cast<std::uint32_t>(std::clamp<std::size_t>(options.commit_bytes / kBytesPerRecord, 1, portion));
}

std::array<bool, kSignalCount> plain_signals(const EngineOptions& options) {
    std::array<bool, kSignalCount> plain = options.enabled;
    plain[static_cast<std::size_t>(SignalType::Traces)] &= Sampler(options.sampler).is_plain() &&
                                                           options.ports.sampler == nullptr &&
                                                           options.ports.span_processors.empty();
    plain[static_cast<std::size_t>(SignalType::Logs)] &= options.ports.log_processors.empty();
    for (const ScopeRule& rule : options.scope_rules) {
        plain[static_cast<std::size_t>(SignalType::Metrics)] &= rule.enable_metrics;
        plain[static_cast<std::size_t>(SignalType::Traces)] &= rule.enable_traces;
        plain[static_cast<std::size_t>(SignalType::Logs)] &=
            rule.enable_logs && rule.minimum_severity <= SeverityLevel::Trace && !rule.trace_based_logs;
    }
    return plain;
}

}  // namespace

EngineRef Engine::create(EngineOptions options, std::unique_ptr<RegionMemory> memory) {
    if (memory == nullptr) memory = std::make_unique<PrivateMemory>(ChunkPool::region_bytes(options.buffer_bytes));
    return EngineRef(*new Engine(std::move(options), std::move(memory)));
}

Engine::Engine(EngineOptions engine_options, std::unique_ptr<RegionMemory> memory)
    : EngineGate(next_engine_id()),
      options(std::move(engine_options)),
      announce_every(announce_portion(options)),
      wake_bytes(std::min(options.batch_bytes, options.buffer_bytes / 8)),
      hash_seed(std::random_device{}() * 0x9E3779B97F4A7C15U),
      sampler(options.sampler),
      pool(std::move(memory)),
      scopes(options.limits, options.scope_rules),
      metrics(options.limits, options.metric_defaults, clock, scopes.at(Scope::kOwn)),
      open_spans(options.limits.open_manual_spans),
      plain_(plain_signals(options)) {
    drops.mirror_into(pool.memory().loss_slots());
    if (char* const memory_of_table = pool.memory().open_spans()) open_span_table.emplace(memory_of_table);
    watches_spans = open_span_table || options.ports.sampler != nullptr || !options.ports.span_processors.empty();
    process::fork_watch::add(*this);
}

Engine::~Engine() {
    process::fork_watch::remove(*this);
    for (SpanState* state : open_spans.take_all())
        delete state;
}

void Engine::open(ChildStarter& starter) noexcept {
    starter_ = &starter;
    running.store_release(true);
}

void Engine::close() noexcept {
    const std::lock_guard lock(threads_mutex_);
    open_at_fork_ = false;
    running.store_release(false);
}

void Engine::retire() noexcept {
    close();
    // A span that nobody ends before the end of its client is not one that a kill left open.
    if (open_span_table) open_span_table->reset();
    observers.clear();
    pool.retire();
    retired_.store(true, std::memory_order_relaxed);
}

bool Engine::admits_slowly(SignalType signal) noexcept {
    revive_if_forked();
    if (running.load_acquire()) return true;
    drop_unrecorded(signal, DropReason::AfterShutdown);
    return false;
}

std::unique_lock<CollectionLock> Engine::begin_collection() {
    std::unique_lock lock(collecting_);
    metrics.begin_observing();
    observers.run();
    return lock;
}

ThreadRecorder* Engine::attach() noexcept {
    if (ThreadRecorder* known = thread_list::find(id)) {
        known->show();
        return known;
    }
    try {
        auto made = std::make_unique<ThreadRecorder>(EngineRef(*this), next_thread_serial());
        {
            const std::lock_guard lock(threads_mutex_);
            threads_.push_back(made.get());
        }
        thread_list::add(*made);
        made->show();
        return made.release();
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}

void Engine::detach(ThreadRecorder& recorder) noexcept {
    recorder.let_go();
    metrics.retire(recorder.cells);
    const std::lock_guard lock(threads_mutex_);
    add_counts(ended_threads_, recorder);
    std::erase(threads_, &recorder);
}

void Engine::add_counts(RecordingStats& stats, const ThreadRecorder& recorder) const noexcept {
    const auto read = [](const std::atomic<std::uint64_t>& counter) { return counter.load(std::memory_order_relaxed); };
    for (std::size_t i = 0; i < kSignalCount; ++i)
        stats.created[i] += read(recorder.created[i]);
    stats.spans_started += read(recorder.spans_started);
    stats.spans_ended += read(recorder.spans_ended);
    stats.truncated_strings += read(recorder.edits.truncated_strings);
    stats.repaired_strings += read(recorder.edits.repaired_strings);
    stats.dropped_attributes += read(recorder.edits.dropped_attributes);
    stats.dropped_events += read(recorder.edits.dropped_events);
    stats.dropped_links += read(recorder.edits.dropped_links);
}

RecordingStats Engine::stats() {
    const std::lock_guard lock(threads_mutex_);
    RecordingStats stats = ended_threads_;
    for (const ThreadRecorder* recorder : threads_)
        add_counts(stats, *recorder);
    for (std::size_t i = 0; i < kSignalCount; ++i)
        stats.created[i] += refused_[i].load(std::memory_order_relaxed);
    stats.threads = threads_.size();
    stats.port_failures = port_failures_.load(std::memory_order_relaxed);
    return stats;
}

void Engine::before_fork() noexcept {
    threads_mutex_.lock();
    observers.mutex().lock();
    metrics.mutex().lock();
    scopes.mutex().lock();
    open_spans.lock_all();
    discard_lock.lock();
    for (auto& signal : shared_writers) {
        for (SharedWriter& shared : signal)
            shared.lock.lock();
    }
}

void Engine::after_fork_in_parent() noexcept {
    for (auto& signal : shared_writers) {
        for (SharedWriter& shared : signal)
            shared.lock.unlock();
    }
    discard_lock.unlock();
    open_spans.unlock_all();
    scopes.mutex().unlock();
    metrics.mutex().unlock();
    observers.mutex().unlock();
    threads_mutex_.unlock();
}

void Engine::after_fork_in_child() noexcept {
    // The child may be about to exec: whatever costs more than this waits until it records.
    open_at_fork_ = running.load() || (open_at_fork_ && forked_.load(std::memory_order_relaxed));
    running.store(false);
    drops.mirror_into(nullptr);  // it is the parent's
    collecting_.reset_in_child();
    observers.reset_in_child();
    forked_.store(true, std::memory_order_relaxed);
    survivor_ = thread_list::peek(id);
    after_fork_in_parent();
}

void Engine::revive_if_forked() noexcept {
    if (!forked_.load(std::memory_order_acquire)) [[likely]]
        return;
    // Starting the child's worker takes the pipeline's lock under the engine's, a fork the other way round.
    const process::fork_watch::NoFork no_fork;
    const std::lock_guard lock(threads_mutex_);
    if (!forked_.load(std::memory_order_acquire)) return;

    // Only the thread that forked lives on. The others' recorders are left alone for ever: the fork may have caught
    // their threads in the middle of a change, so that nothing in them can be freed.
    ThreadRecorder* survivor = survivor_;
    metrics.reset_after_fork(survivor == nullptr ? nullptr : &survivor->cells);
    threads_.clear();
    if (survivor != nullptr) {
        survivor->reset_after_fork();
        threads_.push_back(survivor);
    }
    for (SpanState* state : open_spans.take_all())
        delete state;
    for (auto& signal : shared_writers) {
        for (SharedWriter& shared : signal)
            shared.writer.forget();
    }
    pool.reset_in_child();
    if (open_span_table) open_span_table->reset();
    drops.reset();
    drops.mirror_into(pool.memory().loss_slots());
    bell.forget_worker();
    room.forget_waiters();
    ended_threads_ = {};
    for (auto& count : refused_)
        count.store(0, std::memory_order_relaxed);
    for (auto& count : announced_)
        count.store(0, std::memory_order_relaxed);
    for (auto& count : announced_bytes_)
        count.store(0, std::memory_order_relaxed);

    if (open_at_fork_) {
        try {
            starter_->start_in_child();
            running.store_release(true);
        } catch (const std::exception&) {
            // Without a worker the child cannot deliver: its records are counted as dropped, as after a shutdown.
        }
    }
    forked_.store(false, std::memory_order_release);
}

}  // namespace telemetryflow::hot
