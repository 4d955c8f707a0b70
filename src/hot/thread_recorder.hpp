#pragma once

// Everything one thread owns for one client: the chunks it writes, its metric cells, its context stack, its ids and its
// counts. Made at the thread's first recording call, taken back when the thread ends. Other threads read only counts.

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "telemetryflow/domain/exemplar_filter.hpp"
#include "telemetryflow/hot/engine_ref.hpp"
#include "telemetryflow/hot/thread_view.hpp"

#include "hot/byte_buffer.hpp"
#include "hot/context_node.hpp"
#include "hot/edit_counts.hpp"
#include "hot/exception_count.hpp"
#include "hot/id_generator.hpp"
#include "hot/metric_registry.hpp"
#include "hot/scope.hpp"
#include "hot/series_cache.hpp"
#include "hot/span_pool.hpp"
#include "hot/staging_writer.hpp"

namespace telemetryflow::hot {

class Engine;

class ThreadRecorder {
public:
    ThreadRecorder(EngineRef owner, std::uint64_t thread_serial);
    ThreadRecorder(const ThreadRecorder&) = delete;
    ThreadRecorder& operator=(const ThreadRecorder&) = delete;

    /// Makes room for one record and has `fill(char*)` write exactly `payload` bytes, then publishes it. False when it
    /// had to be dropped, which is counted.
    template <class Fill>
    bool stage(SignalType signal, std::size_t payload, Fill&& fill, std::uint16_t scope = Scope::kOwn);
    /// The same for a record whose size shows when it is written: `encode(RecordRoom&)` begins where `size` bytes are
    /// free, asks for more where it needs more, and returns the position after the record, or null.
    template <class Encode>
    bool stage_encoded(SignalType signal, std::size_t size, Encode&& encode, std::uint16_t scope = Scope::kOwn);

    /// Takes ended spans off the top of the stack and returns what is current; nullptr when nothing is.
    ContextNode* current() noexcept {
        while (top_ != nullptr && top_->place.load(std::memory_order_acquire) == ContextNode::Place::EndedOnStack)
            [[unlikely]] pop_ended();
        return top_;
    }
    void push(ContextNode& node) noexcept {
        node.previous = top_;
        node.stack_owner = serial;
        node.place.store(ContextNode::Place::OnStack, std::memory_order_relaxed);
        top_ = &node;
        if (node.previous == nullptr) note_context(offers_in_context_);
    }
    /// Takes `node` off this thread's stack, wherever it is in it.
    void remove(ContextNode& node) noexcept {
        if (top_ == &node) [[likely]] {
            top_ = node.previous;
        } else {
            remove_from_below(node);
        }
        if (top_ == nullptr) note_context(offers_alone_);
        node.stack_owner = 0;
        node.place.store(ContextNode::Place::OffStack, std::memory_order_relaxed);
    }

    /// Whether a measurement may be an exemplar, as far as it depends on whether there is a context.
    [[nodiscard]] bool offers_exemplars() const noexcept { return offers_exemplars_; }

    /// A handle holds a span of this thread's, which keeps the recorder, and with it the engine, until it is given
    /// back. Counted without an atomic operation as long as the thread itself gives it back.
    void lend() noexcept { ++lent_; }
    void give_back() noexcept { --lent_; }
    /// The same from another thread, or when this thread had let go of the recorder: may delete it.
    void give_back_elsewhere() noexcept;
    /// The thread lets go: deletes the recorder, now or when the last handle gives its span back.
    void retire() noexcept;

    /// Gives the chunks back and forgets the context stack; for the end of the thread.
    void let_go() noexcept;
    /// In a forked child: what belongs to the parent is forgotten, ids start from fresh randomness.
    void reset_after_fork() noexcept;
    /// Grows this thread's table of bound cells and enters `cell`; throws std::bad_alloc.
    void set_bound_cell(std::uint32_t slot, void* cell);
    /// Null where there is none.
    [[nodiscard]] void* bound_cell(std::uint32_t slot) const noexcept {
        return slot < bound_cells_.size() ? bound_cells_[slot] : nullptr;
    }
    /// Makes this recorder the one that the calling thread finds first.
    void show() noexcept;

    const EngineRef engine;
    const std::uint64_t serial;

    CellOwner cells;
    SeriesCache series_cache;
    SpanPool spans;
    IdGenerator ids;
    ExceptionCount exceptions;

    // Counts, written by this thread only.
    EditCounts edits;
    std::array<std::atomic<std::uint64_t>, kSignalCount> created{};
    std::atomic<std::uint64_t> spans_started{0};  // recording ones
    std::atomic<std::uint64_t> spans_ended{0};

    bool is_processing = false;  // a processor of the user's runs on this thread

    ThreadRecorder* next_of_thread = nullptr;  // the same thread's recorder for another client

private:
    [[nodiscard]] StagingWriter& writer(SignalType signal) noexcept {
        return writers_[signal == SignalType::Traces ? 1 : 0];
    }
    // There is a context where there was none, or the other way round.
    void note_context(bool offers_exemplars) noexcept {
        offers_exemplars_ = offers_exemplars;
        if (hides_bound_cells_ && t_view.recorder == this) [[unlikely]]
            t_view.bound_count = shown_bound_cells();
    }
    // While measurements may be exemplars, bound ones have to come this way too.
    [[nodiscard]] std::uint32_t shown_bound_cells() const noexcept {
        return offers_exemplars_ ? 0 : static_cast<std::uint32_t>(bound_cells_.size());
    }
    [[gnu::noinline]] void announce(SignalType signal, StagingWriter& own) noexcept;
    /// stage() where the chunk at hand is full.
    template <class Fill>
    [[gnu::noinline]] bool stage_elsewhere(SignalType signal, std::size_t payload, Fill fill, std::uint16_t scope);
    void pop_ended() noexcept;
    void remove_from_below(ContextNode& node) noexcept;
    /// For a record that was written into spilled_: copies it into a chunk that it fits in.
    bool stage_spilled(SignalType signal, const char* end, std::uint16_t scope) noexcept;
    bool drop_for_memory(SignalType signal) noexcept;

    ContextNode* top_ = nullptr;
    // Whether measurements may be exemplars: with a context, without one, and now.
    const bool offers_in_context_;
    const bool offers_alone_;
    bool offers_exemplars_;
    bool hides_bound_cells_ = false;  // whether there are any, and a context makes a difference to them
    std::array<StagingWriter, 2> writers_;
    std::vector<void*> bound_cells_;
    ByteBuffer spilled_;

    std::int64_t lent_ = 0;
    /// Twice the spans given back elsewhere, negative, plus 2 * lent_ + 1 once the thread has let go: 1 means that
    /// nobody holds anything any more.
    std::atomic<std::int64_t> lent_elsewhere_{0};
};

}  // namespace telemetryflow::hot
