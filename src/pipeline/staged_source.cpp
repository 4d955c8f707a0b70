#include "pipeline/staged_source.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "hot/wire.hpp"

namespace telemetryflow::pipeline {

using hot::ChunkHeader;
using hot::ChunkUse;
using hot::Committed;
using hot::RecordHeader;

namespace {

Committed committed_of(const ChunkHeader& chunk) noexcept {
    return Committed::from_word(chunk.committed.load(std::memory_order_acquire));
}

// What an earlier worker has settled of the chunk.
Committed settled_of(hot::ChunkPool& pool, std::uint32_t index) noexcept {
    const std::uint32_t settled = pool.use(index).settled.load(std::memory_order_relaxed);
    const Committed committed = committed_of(pool.header(index));
    if (settled == committed.records) return committed;
    const char* const records = pool.records(index);
    Committed taken;
    for (taken.records = 0; taken.records < settled; ++taken.records) {
        const auto* header = reinterpret_cast<const RecordHeader*>(records + taken.bytes);
        const std::size_t framed = hot::framed_size(header->size);
        // Written over by somebody: whoever takes the rest finds that too, and counts it.
        if (framed > committed.bytes - taken.bytes) return {.bytes = taken.bytes, .records = settled};
        taken.bytes += static_cast<std::uint32_t>(framed);
    }
    return taken;
}

}  // namespace

void StagedSource::discover() {
    forget_discarded();
    found_.clear();
    engine_.pool.in_use(signal_, found_);
    for (const std::uint32_t index : found_) {
        if (known_[index] != Known::No) continue;
        sequences_[index] = engine_.pool.use(index).sequence.load(std::memory_order_relaxed);
        if (!hold(index)) continue;
        // Discarded since it was seen, and taken by another signal's thread.
        if (engine_.pool.header(index).signal.load(std::memory_order_relaxed) != static_cast<std::uint8_t>(signal_)) {
            engine_.pool.let_go(index);
            continue;
        }
        engine_.pool.use(index).taken = settled_of(engine_.pool, index);
        let_go_if_settled(index);
        known_[index] = Known::Listed;
        chunks_.push_back(index);
    }
}

void StagedSource::forget_discarded() {
    if (!others_discard_) return;
    const auto is_gone = [this](std::uint32_t index) {
        if (engine_.pool.is_same(index, sequences_[index])) return false;
        known_[index] = Known::No;
        std::erase_if(marks_, [index](const Mark& mark) { return mark.chunk == index; });
        return true;
    };
    std::erase_if(chunks_, is_gone);
}

bool StagedSource::hold(std::uint32_t index) {
    return !others_discard_ || engine_.pool.hold(index, sequences_[index]);
}

void StagedSource::let_go_if_settled(std::uint32_t index) {
    const ChunkUse& use = engine_.pool.use(index);
    if (others_discard_ && use.taken.records == use.settled.load(std::memory_order_relaxed)) {
        engine_.pool.let_go(index);
    }
}

bool StagedSource::waits_for_a_batch() const {
    std::uint64_t records = 0;
    std::size_t bytes = 0;
    for (const std::uint32_t index : chunks_) {
        const Committed committed = engine_.pool.peek_committed(index);
        records += committed.records - engine_.pool.use(index).taken.records;
        bytes += committed.bytes - engine_.pool.use(index).taken.bytes;
        if (records >= options_.batch_max_items || bytes >= engine_.wake_bytes) return true;
    }
    return false;
}

bool StagedSource::has_full_batch() {
    engine_.clear_announcements(signal_);
    forget_discarded();
    if (waits_for_a_batch()) return true;
    discover();
    return waits_for_a_batch();
}

bool StagedSource::next(Batch& batch) {
    builder_.begin(envelope_, options_.batch_max_bytes, batch);
    if (take_listed(batch)) {
        discover();
        take_listed(batch);
    }
    if (batch.items == 0) return false;
    builder_.finish();
    return true;
}

bool StagedSource::take_listed(Batch& batch) {
    forget_discarded();
    bool within_limits = true;
    auto end = chunks_.begin();
    while (within_limits && end != chunks_.end())
        within_limits = take_from(*end++, batch);
    bool released = false;
    const auto is_exhausted = [&](std::uint32_t index) {
        // What is gone meanwhile is forgotten at the next look.
        if (!hold(index)) return false;
        // In this order: once the owner has let go, what is committed does not change any more.
        const bool is_detached = engine_.pool.use(index).detached.load(std::memory_order_acquire);
        if (!is_detached || engine_.pool.use(index).taken.records != committed_of(engine_.pool.header(index)).records) {
            let_go_if_settled(index);
            return false;
        }
        known_[index] = Known::Exhausted;
        released = release_if_done(index) || released;
        return true;
    };
    chunks_.erase(std::remove_if(chunks_.begin(), end, is_exhausted), end);
    if (released) engine_.room.ring();
    return within_limits;
}

bool StagedSource::take_from(std::uint32_t index, Batch& batch) {
    if (!hold(index)) return true;
    ChunkUse& use = engine_.pool.use(index);
    const ChunkHeader& chunk = engine_.pool.header(index);
    const Committed committed = committed_of(chunk);
    const char* records = engine_.pool.records(index);
    std::uint32_t share = 0;
    bool within_limits = true;
    while (use.taken.records < committed.records) {
        const auto header = *reinterpret_cast<const RecordHeader*>(records + use.taken.bytes);
        const std::size_t left = committed.bytes - use.taken.bytes;
        const bool sound = left >= sizeof(RecordHeader) && header.mark == hot::kRecordMark &&
                           header.sequence == hot::record_sequence(chunk.sequence, use.taken.records) &&
                           hot::framed_size(header.size) <= left;
        if (!sound) {
            // Somebody wrote over the region: what this chunk still holds cannot be told apart.
            const std::uint32_t lost = committed.records - use.taken.records;
            counts_.drop(signal_, "corrupt", lost);
            use.settled.fetch_add(lost, std::memory_order_release);
            use.taken = committed;
            break;
        }
        if (!builder_.is_at(header.scope)) builder_.go_to(header.scope, engine_.scopes.at(header.scope).fields);
        const char* payload = records + use.taken.bytes + sizeof(RecordHeader);
        const bool beyond_limits =
            batch.items >= options_.request_max_items() || (batch.items != 0 && !builder_.has_room(header.size));
        if (beyond_limits || !builder_.add({payload, header.size})) {
            // Where memory is short, what there is of the batch goes out.
            if (batch.items == 0) throw std::bad_alloc();
            within_limits = false;
            batch.full = true;
            break;
        }
        use.taken.bytes += static_cast<std::uint32_t>(hot::framed_size(header.size));
        ++use.taken.records;
        ++batch.items;
        ++share;
    }
    if (share != 0) batch.shares.push_back({index, share});
    return within_limits;
}

void StagedSource::settle(Batch& batch) {
    bool released = false;
    for (const Batch::ChunkShare& share : batch.shares) {
        settle_records(share.chunk, share.records);
        if (release_if_done(share.chunk)) {
            released = true;
        } else {
            let_go_if_settled(share.chunk);
        }
    }
    // Once for all of them: a thread that waits for room is not woken for one chunk at a time.
    if (released) engine_.room.ring();
}

void StagedSource::settle_records(std::uint32_t index, std::uint32_t records) {
    const std::uint32_t before = engine_.pool.use(index).settled.fetch_add(records, std::memory_order_release);
    engine_.pool.header(index).settled.store(before + records, std::memory_order_relaxed);
}

bool StagedSource::release_if_done(std::uint32_t index) {
    ChunkUse& use = engine_.pool.use(index);
    // In this order: once the owner has let go, what is committed does not change any more.
    if (!use.detached.load(std::memory_order_acquire)) return false;
    const Committed committed = committed_of(engine_.pool.header(index));
    if (use.settled.load(std::memory_order_relaxed) != committed.records) return false;
    // From here on another thread may take the chunk, which the mark would then not be about.
    std::erase_if(marks_, [index](const Mark& mark) { return mark.chunk == index; });
    if (std::exchange(known_[index], Known::No) == Known::Listed) std::erase(chunks_, index);
    engine_.pool.release(index);
    return true;
}

void StagedSource::mark() {
    discover();
    marks_.clear();
    for (const std::uint32_t index : chunks_)
        marks_.push_back({index, engine_.pool.peek_committed(index).records});
}

bool StagedSource::reached_mark() {
    forget_discarded();
    return std::all_of(marks_.begin(), marks_.end(),
                       [this](const Mark& mark) { return engine_.pool.use(mark.chunk).taken.records >= mark.records; });
}

bool StagedSource::keep(const Batch* /*unsettled*/) {
    // The next worker of this process takes what is not settled again, as the next process would.
    return engine_.pool.memory().outlives_process();
}

std::uint64_t StagedSource::discard() {
    discover();
    std::uint64_t discarded = 0;
    for (const std::uint32_t index : std::exchange(chunks_, {})) {
        if (!hold(index)) continue;
        ChunkUse& use = engine_.pool.use(index);
        const Committed committed = committed_of(engine_.pool.header(index));
        const std::uint32_t waiting = committed.records - use.taken.records;
        discarded += waiting;
        use.taken = committed;
        settle_records(index, waiting);
        known_[index] = Known::No;
        release_if_done(index);
    }
    engine_.room.ring();
    return discarded;
}

}  // namespace telemetryflow::pipeline
