#include "model/region_model.hpp"

namespace telemetryflow::model {
namespace {

enum RecorderAt : std::uint8_t { kBetween, kTaking, kTaken, kWriting, kCommitted, kDone };
// kSending: what is from `from` to `to` is on its way; kSent: the backend has it.
enum SenderAt : std::uint8_t { kIdle, kSending, kSent, kReleasing, kReleased, kRecovering };

// Stores of a recorder that nothing orders.
constexpr std::uint8_t kStoreSequence = 1;
constexpr std::uint8_t kStoreSettled = 2;
constexpr std::uint8_t kStoreCommitted = 4;
constexpr std::uint8_t kStorePayload = 1;
constexpr std::uint8_t kStoreHeader = 2;

constexpr std::uint8_t bit(unsigned record) {
    return static_cast<std::uint8_t>(1U << (record - 1));
}

std::uint8_t with(std::uint8_t set, unsigned bits) {
    return static_cast<std::uint8_t>(set | bits);
}

std::uint8_t without(std::uint8_t set, unsigned bits) {
    return static_cast<std::uint8_t>(set & ~bits);
}

}  // namespace

ModelChecker<RegionModel::State>::Result RegionModel::check(std::uint8_t kills) const {
    State start{};
    for (Chunk& chunk : start.chunks)
        chunk.is_free = 1;
    start.next_sequence = 1;
    start.recorders[0] = {kBetween, kChunks, 1, 3, 0, 0};
    start.recorders[1] = {kBetween, kChunks, 4, kRecords, 0, 0};
    return ModelChecker<State>::check(
        start, [&](const State& state, const Add& add) { steps(state, kills, add); }, fault);
}

void RegionModel::steps(const State& state, std::uint8_t kills, const Add& add) const {
    if (state.is_over != 0) return;
    if (state.kills != kills) add("kill", killed(state));
    if (state.kills != 0) {
        recovery_steps(state, add);
        return;
    }
    recorder_steps(state, 0, add);
    recorder_steps(state, 1, add);
    worker_steps(state, add);
}

void RegionModel::recorder_steps(const State& state, std::size_t which, const Add& add) const {
    const Recorder& self = state.recorders[which];
    State next = state;
    Recorder& own = next.recorders[which];
    switch (self.at) {
        case kBetween: {
            const bool is_done = self.record > self.last;
            if (self.chunk != kChunks && (is_done || self.written == kSlots)) {
                next.chunks[self.chunk].is_detached = 1;
                own.chunk = kChunks;
                return add("recorder: lets its chunk go", next);
            }
            if (is_done) return;
            if (self.chunk != kChunks) {
                own.at = kWriting;
                own.pending = kStorePayload | kStoreHeader;
                return add("recorder: begins a record", next);
            }
            for (std::uint8_t i = 0; i < kChunks; ++i) {
                if (state.chunks[i].is_free == 0) continue;
                Chunk& chunk = next.chunks[i];
                chunk.is_free = chunk.is_detached = chunk.is_detached_seen = 0;
                chunk.taken = chunk.settled_in_process = 0;
                own = {kTaking, i, self.record, self.last, kStoreSequence | kStoreSettled | kStoreCommitted, 0};
                return add("recorder: claims a chunk", next);
            }
            next.dropped = with(next.dropped, bit(self.record));
            ++own.record;
            return add("recorder: drops a record, which it counts", next);
        }
        case kTaking: {
            Chunk& chunk = next.chunks[self.chunk];
            for (const std::uint8_t store : {kStoreSequence, kStoreSettled, kStoreCommitted}) {
                if ((self.pending & store) == 0) continue;
                State then = state;
                Chunk& stored = then.chunks[self.chunk];
                if (store == kStoreSequence) stored.sequence = then.next_sequence++;
                if (store == kStoreSettled) stored.settled = 0;
                if (store == kStoreCommitted) stored.committed = 0;
                then.recorders[which].pending = without(self.pending, store);
                add("recorder: stores a part of the chunk's header", then);
            }
            if (chunk.magic == 0 && (self.pending == 0 || bug_ == RegionBug::MagicBeforeHeader)) {
                chunk.magic = 1;
                add("recorder: stores the magic", next);
            }
            if (state.chunks[self.chunk].magic != 0 && self.pending == 0) {
                own.at = kTaken;
                add("recorder: has taken the chunk", next);
            }
            return;
        }
        case kTaken:
            next.chunks[self.chunk].is_active = 1;
            own.at = kBetween;
            return add("recorder: marks the chunk active", next);
        case kWriting: {
            Chunk& chunk = next.chunks[self.chunk];
            for (const std::uint8_t store : {kStorePayload, kStoreHeader}) {
                if ((self.pending & store) == 0) continue;
                State then = state;
                Slot& slot = then.chunks[self.chunk].slots[self.written];
                if (store == kStorePayload) {
                    slot.payload = self.record;
                } else {
                    slot.sequence = chunk.sequence;
                    slot.index = self.written;
                }
                then.recorders[which].pending = without(self.pending, store);
                add("recorder: stores a part of the record", then);
            }
            const bool is_committed = chunk.committed > self.written;
            if (!is_committed && (self.pending == 0 || bug_ == RegionBug::CommitBeforeBytes)) {
                chunk.committed = static_cast<std::uint8_t>(self.written + 1);
                add("recorder: commits", next);
            }
            if (is_committed && self.pending == 0) {
                own.at = kCommitted;
                add("recorder: has committed", next);
            }
            return;
        }
        case kCommitted:
            next.acknowledged = with(next.acknowledged, bit(self.record));
            ++own.record;
            ++own.written;
            own.at = kBetween;
            return add("recorder: the call returns", next);
        default: return;
    }
}

void RegionModel::worker_steps(const State& state, const Add& add) const {
    State next = state;
    Chunk& chunk = next.chunks[state.sender.chunk];
    switch (state.sender.at) {
        case kIdle:
            for (std::uint8_t i = 0; i < kChunks; ++i)
                look_at_chunk(state, i, add);
            return;
        case kSending:
            if (bug_ == RegionBug::SettledBeforeDelivery) chunk.settled = state.sender.to;
            next.sender.at = kSent;
            if (bug_ == RegionBug::SettledBeforeDelivery) return add("worker: settles", next);
            deliver(next);
            return add("worker: delivers a batch", next);
        case kSent:
            if (bug_ == RegionBug::SettledBeforeDelivery) deliver(next);
            chunk.settled = chunk.settled_in_process = state.sender.to;
            next.sender = {};
            return add("worker: settles the batch", next);
        case kReleasing:
            chunk.is_active = 0;
            next.sender.at = kReleased;
            if (bug_ == RegionBug::FreeBeforeMagicIsCleared) {
                chunk.is_free = 1;
            } else {
                chunk.magic = 0;
            }
            return add("worker: begins to release the chunk", next);
        case kReleased:
            if (bug_ == RegionBug::FreeBeforeMagicIsCleared) {
                chunk.magic = 0;
            } else {
                chunk.is_free = 1;
            }
            next.sender = {};
            return add("worker: has released the chunk", next);
        default: return;
    }
}

void RegionModel::look_at_chunk(const State& state, std::uint8_t index, const Add& add) const {
    const Chunk& seen = state.chunks[index];
    if (seen.is_active == 0) return;
    State next = state;
    Chunk& chunk = next.chunks[index];
    if (seen.committed > seen.taken) {
        next.sender = {kSending, index, seen.taken, seen.committed};
        chunk.taken = seen.committed;
        add("worker: takes a batch", next);
        next = state;
    }
    const bool is_settled = seen.taken == seen.committed && seen.settled_in_process == seen.committed;
    // Two loads, and whatever happens between them.
    const bool first = bug_ == RegionBug::CommittedReadBeforeDetached ? is_settled : seen.is_detached != 0;
    const bool second = bug_ == RegionBug::CommittedReadBeforeDetached ? seen.is_detached != 0 : is_settled;
    if (seen.is_detached_seen == 0) {
        if (!first) return;
        chunk.is_detached_seen = 1;
        add("worker: looks whether the chunk is done", next);
    } else if (second) {
        next.sender = {kReleasing, index, 0, 0};
        add("worker: sees that the chunk is done", next);
    }
}

void RegionModel::recovery_steps(const State& state, const Add& add) const {
    State next = state;
    Chunk& chunk = next.chunks[state.sender.chunk];
    switch (state.sender.at) {
        case kIdle:
            next.sender.at = kRecovering;
            if (bug_ == RegionBug::FolderDeletedFirst) next.is_folder_deleted = 1;
            return add("recovery: adopts the folder", next);
        case kRecovering:
            for (std::uint8_t i = 0; i < kChunks; ++i) {
                const Chunk& seen = state.chunks[i];
                if (seen.magic == 0 || seen.settled >= seen.committed) continue;
                next.sender = {kSending, i, seen.settled, seen.committed};
                if (bug_ == RegionBug::RecoverySettlesFirst) next.chunks[i].settled = seen.committed;
                return add("recovery: takes a chunk", next);
            }
            next.is_folder_deleted = next.is_over = 1;
            return add("recovery: deletes the folder", next);
        case kSending:
            deliver(next);
            next.sender.at = kSent;
            return add("recovery: delivers the chunk", next);
        case kSent:
            chunk.settled = state.sender.to;
            next.sender = {kRecovering, 0, 0, 0};
            return add("recovery: settles the chunk", next);
        default: return;
    }
}

void RegionModel::deliver(State& state) {
    const Chunk& chunk = state.chunks[state.sender.chunk];
    for (std::uint8_t i = state.sender.from; i < state.sender.to; ++i) {
        const Slot& slot = chunk.slots[i];
        if (slot.sequence != chunk.sequence || slot.index != i) return;  // what lies behind it is not known either
        const std::uint8_t record = slot.payload;
        if (record == 0) {
            state.invented = 1;
            continue;
        }
        if ((state.delivered & ~state.repeatable & bit(record)) != 0)
            state.repeated = with(state.repeated, bit(record));
        state.delivered = with(state.delivered, bit(record));
        state.repeatable = without(state.repeatable, bit(record));
    }
}

// Nothing of the process is left but the region, unless somebody had deleted it.
RegionModel::State RegionModel::killed(const State& state) {
    State left = state;
    ++left.kills;
    if (state.sender.at == kSent) {
        for (std::uint8_t i = state.sender.from; i < state.sender.to; ++i) {
            const std::uint8_t record = state.chunks[state.sender.chunk].slots[i].payload;
            if (record != 0) left.repeatable = with(left.repeatable, bit(record) & state.delivered);
        }
    }
    left.sender = {};
    left.recorders = {};
    for (Chunk& chunk : left.chunks) {
        if (state.is_folder_deleted != 0) chunk = {};
        chunk.is_free = chunk.is_active = chunk.is_detached = chunk.is_detached_seen = 0;
        chunk.taken = chunk.settled_in_process = 0;
    }
    left.is_over = state.is_folder_deleted;
    return left;
}

std::string RegionModel::fault(const State& state, bool is_last) {
    if (state.invented != 0) return "something was delivered that nobody recorded";
    if (state.repeated != 0) return "a record was delivered twice that was settled, or not under way at a kill";
    if (is_last && (state.acknowledged & ~state.delivered) != 0) return "an acknowledged record is lost";
    return {};
}

}  // namespace telemetryflow::model
