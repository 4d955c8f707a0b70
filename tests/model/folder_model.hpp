#pragma once

// Who owns a process's folder, as a model: a process that makes it, records, forks and is killed at any moment, its
// child, and two starters that adopt what dead processes left. What happens within the region is in region_model.hpp. A
// value.

#include <array>
#include <cstdint>
#include <string>

#include "model/model_checker.hpp"

namespace telemetryflow::model {

/// What the protocol forbids, to show that the model finds what it leads to.
enum class FolderBug : std::uint8_t {
    None,
    NamedBeforeLocked,
    ChildKeepsTheLock,
    ChildRecordsInTheParentsRegion,
    AdoptsWithoutLock,
    UnlocksBeforeDelivery,
};

class FolderModel {
public:
    static constexpr std::uint8_t kRecords = 2;  // of the process; the child has one more

    struct Process {
        std::uint8_t at;
        std::uint8_t next;  // slot
    };
    struct State {
        Process parent;
        Process child;
        std::array<std::uint8_t, 2> starters;
        std::uint8_t is_named;  // others see it
        std::uint8_t is_deleted;
        std::uint8_t lock_owner;                       // 1: the process's open file, 2 and 3: the starters'
        std::uint8_t has_open;                         // who has the process's open file: 1 the process, 2 the child
        std::array<std::uint8_t, kRecords + 1> slots;  // the region
        std::uint8_t committed;
        std::uint8_t settled;
        std::uint8_t acknowledged;  // records, as bits, like the rest
        std::uint8_t in_own;        // in a folder of the child's own
        std::uint8_t delivered;
        std::uint8_t repeated;
    };

    explicit FolderModel(FolderBug bug = FolderBug::None) : bug_(bug) {}

    [[nodiscard]] ModelChecker<State>::Result check() const;

private:
    using Add = std::function<void(const char*, const State&)>;

    void parent_steps(const State& state, const Add& add) const;
    void child_steps(const State& state, const Add& add) const;
    void starter_steps(const State& state, std::size_t which, const Add& add) const;
    static void record(State& state, Process& writer, std::uint8_t record);
    static void close(State& state, std::uint8_t who);
    [[nodiscard]] static std::string fault(const State& state, bool is_last);

    FolderBug bug_;
};

}  // namespace telemetryflow::model
