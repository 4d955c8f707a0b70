#include "model/folder_model.hpp"

namespace telemetryflow::model {
namespace {

enum ProcessAt : std::uint8_t { kNotYet, kMade, kLockedOrNamed, kLiving, kForked, kOnItsOwn, kGone };
enum StarterAt : std::uint8_t { kLooking, kOpened, kLocked, kSent, kSettled, kDone };

constexpr std::uint8_t kOfProcess = 1;
constexpr std::uint8_t kOfChild = 2;

std::uint8_t with(std::uint8_t set, unsigned record) {
    return static_cast<std::uint8_t>(set | 1U << (record - 1));
}

}  // namespace

ModelChecker<FolderModel::State>::Result FolderModel::check() const {
    return ModelChecker<State>::check(
        State{},
        [this](const State& state, const Add& add) {
            parent_steps(state, add);
            child_steps(state, add);
            starter_steps(state, 0, add);
            starter_steps(state, 1, add);
        },
        fault);
}

void FolderModel::record(State& state, Process& writer, std::uint8_t record) {
    state.slots[writer.next++] = record;
    state.committed = writer.next;
    state.acknowledged = with(state.acknowledged, record);
}

// The lock goes with the last who has the file open.
void FolderModel::close(State& state, std::uint8_t who) {
    state.has_open = static_cast<std::uint8_t>(state.has_open & ~who);
    if (state.has_open == 0 && state.lock_owner == 1) state.lock_owner = 0;
}

void FolderModel::parent_steps(const State& state, const Add& add) const {
    State next = state;
    const bool named_first = bug_ == FolderBug::NamedBeforeLocked;
    switch (state.parent.at) {
        case kNotYet:
            next.parent.at = kMade;
            next.has_open = kOfProcess;
            return add("process: makes a folder", next);
        case kMade:
        case kLockedOrNamed:
            ++next.parent.at;
            if ((state.parent.at == kMade) == named_first) {
                next.is_named = 1;
                add("process: names the folder", next);
            } else if (state.lock_owner == 0) {
                next.lock_owner = 1;
                add("process: locks it", next);
            }
            break;
        case kLiving:
            if (state.parent.next < kRecords) {
                record(next, next.parent, static_cast<std::uint8_t>(state.parent.next + 1));
                add("process: records", next);
            }
            if (state.child.at == kNotYet) {
                next = state;
                next.child = {kForked, state.parent.next};
                next.has_open |= kOfChild;
                add("process: forks", next);
            }
            break;
        default: return;
    }
    next = state;
    next.parent.at = kGone;
    close(next, kOfProcess);
    add("process: is killed", next);
}

void FolderModel::child_steps(const State& state, const Add& add) const {
    State next = state;
    switch (state.child.at) {
        case kForked:
            next.child.at = kOnItsOwn;
            if (bug_ != FolderBug::ChildKeepsTheLock) close(next, kOfChild);
            return add("child: begins", next);
        case kOnItsOwn:
            next.child.at = kGone;
            if (bug_ == FolderBug::ChildRecordsInTheParentsRegion) {
                record(next, next.child, kRecords + 1);
            } else {
                next.acknowledged = with(next.acknowledged, kRecords + 1);
                next.in_own = with(next.in_own, kRecords + 1);
            }
            return add("child: records, and lives on", next);
        default: return;
    }
}

void FolderModel::starter_steps(const State& state, std::size_t which, const Add& add) const {
    const auto own = static_cast<std::uint8_t>(which + 2);
    State next = state;
    std::uint8_t& at = next.starters[which];
    switch (state.starters[which]) {
        case kLooking:
            if (state.is_named == 0 || state.is_deleted != 0) return;
            at = kOpened;
            return add("starter: opens the lock", next);
        case kOpened:
            at = kLocked;
            if (bug_ == FolderBug::AdoptsWithoutLock) return add("starter: goes on", next);
            if (state.lock_owner == 0) {
                next.lock_owner = own;
                return add("starter: locks it", next);
            }
            at = kLooking;
            return add("starter: finds it locked", next);
        case kLocked:
            if (bug_ == FolderBug::UnlocksBeforeDelivery) next.lock_owner = 0;
            if (state.is_deleted != 0) {
                at = kDone;
                if (next.lock_owner == own) next.lock_owner = 0;
                return add("starter: finds it deleted", next);
            }
            for (std::uint8_t slot = state.settled; slot < state.committed; ++slot) {
                const std::uint8_t before = next.delivered;
                next.delivered = with(next.delivered, state.slots[slot]);
                if (next.delivered == before) next.repeated = 1;
            }
            at = kSent;
            return add("starter: delivers what is there", next);
        case kSent:
            next.settled = state.committed;
            at = kSettled;
            return add("starter: settles it", next);
        case kSettled:
            next.is_deleted = 1;
            if (next.lock_owner == own) next.lock_owner = 0;
            at = kDone;
            return add("starter: deletes the folder, its lock last", next);
        default: return;
    }
}

std::string FolderModel::fault(const State& state, bool /*is_last*/) {
    if (state.repeated != 0) return "a record was delivered twice";
    if (state.is_deleted != 0 && (state.acknowledged & ~state.delivered & ~state.in_own) != 0) {
        return "an acknowledged record is lost";
    }
    const bool is_left = state.parent.at == kGone && state.child.at != kForked && state.is_deleted == 0;
    if (is_left && state.lock_owner == 1) return "what a dead process left cannot be adopted";
    return {};
}

}  // namespace telemetryflow::model
