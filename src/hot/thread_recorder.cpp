#include "hot/thread_recorder.hpp"

#include <algorithm>
#include <utility>

#include "hot/engine.hpp"
#include "hot/staging.hpp"

namespace telemetryflow::hot {

ThreadRecorder::ThreadRecorder(EngineRef owner, std::uint64_t thread_serial)
    : engine(std::move(owner)),
      serial(thread_serial),
      cells(thread_serial, engine->metrics.cell_budget()),
      offers_in_context_(engine->options.exemplar_filter != ExemplarFilter::AlwaysOff),
      offers_alone_(engine->options.exemplar_filter == ExemplarFilter::AlwaysOn),
      offers_exemplars_(offers_alone_) {}

void ThreadRecorder::give_back_elsewhere() noexcept {
    if (lent_elsewhere_.fetch_sub(2, std::memory_order_acq_rel) - 2 == 1) delete this;
}

void ThreadRecorder::retire() noexcept {
    const std::int64_t held = 2 * lent_ + 1;
    if (lent_elsewhere_.fetch_add(held, std::memory_order_acq_rel) + held == 1) delete this;
}

void ThreadRecorder::announce(SignalType signal, StagingWriter& own) noexcept {
    engine->announce(signal, std::exchange(own.unannounced, 0), own.take_unannounced_bytes());
    engine->wait_where_all_wait();
}

bool ThreadRecorder::drop_for_memory(SignalType signal) noexcept {
    engine->drops.add(signal, DropReason::OutOfMemory);
    return false;
}

bool ThreadRecorder::stage_spilled(SignalType signal, const char* end, std::uint16_t scope) noexcept {
    const auto size = static_cast<std::size_t>(end - spilled_.data());
    StagingWriter& own = writer(signal);
    RoomFinder finder(*engine, own, signal, serial);
    char* at = finder.open(size);
    if (at == nullptr) return false;
    copy_bytes(at, spilled_.data(), size);
    finder.close(size, scope);
    return true;
}

void ThreadRecorder::remove_from_below(ContextNode& node) noexcept {
    for (ContextNode** link = &top_; *link != nullptr; link = &(*link)->previous) {
        if (*link == &node) {
            *link = node.previous;
            break;
        }
    }
}

void ThreadRecorder::pop_ended() noexcept {
    ContextNode* node = top_;
    top_ = node->previous;
    node->stack_owner = 0;
    spans.release(static_cast<SpanState*>(node));
    if (top_ == nullptr) note_context(offers_alone_);
}

void ThreadRecorder::let_go() noexcept {
    for (StagingWriter& writer : writers_) {
        const SignalType signal = &writer == &writers_[1] ? SignalType::Traces : SignalType::Logs;
        if (writer.unannounced != 0) engine->announce(signal, writer.unannounced, writer.take_unannounced_bytes());
        writer.detach(engine->pool);
    }
    while (top_ != nullptr) {
        ContextNode* node = top_;
        top_ = node->previous;
        // A span that is still open outlives its thread; whoever ends it finds that it is on no stack any more.
        if (node->place.exchange(ContextNode::Place::OffStack, std::memory_order_acq_rel) ==
            ContextNode::Place::EndedOnStack) {
            delete static_cast<SpanState*>(node);
        }
    }
}

void ThreadRecorder::reset_after_fork() noexcept {
    for (StagingWriter& writer : writers_) {
        writer.forget();
        writer.unannounced = 0;
    }
    ids.seed();
    for (auto& count : created)
        count.store(0, std::memory_order_relaxed);
    spans_started.store(0, std::memory_order_relaxed);
    spans_ended.store(0, std::memory_order_relaxed);
    for (auto* count : {&edits.truncated_strings, &edits.repaired_strings, &edits.dropped_attributes,
                        &edits.dropped_events, &edits.dropped_links}) {
        count->store(0, std::memory_order_relaxed);
    }
}

void ThreadRecorder::set_bound_cell(std::uint32_t slot, void* cell) {
    if (slot >= bound_cells_.size()) bound_cells_.resize(slot + 1, nullptr);
    bound_cells_[slot] = cell;
    hides_bound_cells_ = offers_in_context_ != offers_alone_;
    show();
}

void ThreadRecorder::show() noexcept {
    t_view = {engine->id, this, bound_cells_.data(), shown_bound_cells()};
}

}  // namespace telemetryflow::hot
