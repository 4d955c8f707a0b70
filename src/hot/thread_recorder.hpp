#pragma once

// Everything one thread owns for one client: the chunks it writes, its metric cells, its context stack, its ids and its
// counts. Made at the thread's first recording call, taken back when the thread ends. Other threads read only counts.

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "hot/byte_buffer.hpp"
#include "hot/context_node.hpp"
#include "hot/edit_counts.hpp"
#include "hot/id_generator.hpp"
#include "hot/metric_registry.hpp"
#include "hot/series_cache.hpp"
#include "hot/span_pool.hpp"
#include "hot/staging_writer.hpp"

namespace telemetryflow::hot {

class Engine;

class ThreadRecorder {
public:
    ThreadRecorder(std::shared_ptr<Engine> owner, std::uint64_t thread_serial);
    ~ThreadRecorder();
    ThreadRecorder(const ThreadRecorder&) = delete;
    ThreadRecorder& operator=(const ThreadRecorder&) = delete;

    /// Makes room for one record and has `fill(char*)` write exactly `payload` bytes, then publishes it. False when it
    /// had to be dropped, which is counted.
    template <class Fill>
    bool stage(SignalType signal, std::size_t payload, Fill&& fill);

    /// Takes ended spans off the top of the stack and returns what is current; nullptr when nothing is.
    ContextNode* current() noexcept {
        while (top_ != nullptr && top_->place.load(std::memory_order_acquire) == ContextNode::Place::EndedOnStack)
            [[unlikely]] pop_ended();
        return top_;
    }
    void push(ContextNode& node) noexcept;
    /// Takes `node` off this thread's stack, wherever it is in it.
    void remove(ContextNode& node) noexcept;

    /// Gives the chunks back and forgets the context stack; for the end of the thread.
    void let_go() noexcept;
    /// In a forked child: what belongs to the parent is forgotten, ids start from fresh randomness.
    void reset_after_fork() noexcept;
    /// Grows this thread's table of bound cells and enters `cell`; throws std::bad_alloc.
    void set_bound_cell(std::uint32_t slot, void* cell);
    /// Makes this recorder the one that the calling thread finds first.
    void show() noexcept;

    const std::shared_ptr<Engine> engine;
    const std::uint64_t serial;

    CellOwner cells;
    SeriesCache series_cache;
    SpanPool spans;
    IdGenerator ids;
    ByteBuffer scratch;             // for one record at a time
    ByteBuffer scratch_attributes;  // attributes alone, because keys are looked for in it

    // Counts, written by this thread only.
    EditCounts edits;
    std::array<std::atomic<std::uint64_t>, kSignalCount> created{};
    std::atomic<std::uint64_t> spans_started{0};  // recording ones
    std::atomic<std::uint64_t> spans_ended{0};

    ThreadRecorder* next_of_thread = nullptr;  // the same thread's recorder for another client

private:
    [[nodiscard]] StagingWriter& writer(SignalType signal) noexcept {
        return writers_[signal == SignalType::Traces ? 1 : 0];
    }
    void pop_ended() noexcept;

    ContextNode* top_ = nullptr;
    std::array<StagingWriter, 2> writers_;
    std::vector<void*> bound_cells_;
};

}  // namespace telemetryflow::hot
