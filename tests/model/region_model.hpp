#pragma once

// The protocol of docs/durability-protocol.md over one region as a model: two recorders and the worker, each a sequence
// of single loads and stores, a kill between any two of them, and the recovery of what is left, which can be killed as
// well. Stores that nothing orders are made in any order. A value.

#include <array>
#include <cstdint>
#include <string>

#include "model/model_checker.hpp"

namespace telemetryflow::model {

/// An order that the protocol forbids, to show that the model finds what it leads to.
enum class RegionBug : std::uint8_t {
    None,
    CommitBeforeBytes,
    MagicBeforeHeader,
    SettledBeforeDelivery,
    CommittedReadBeforeDetached,
    FreeBeforeMagicIsCleared,
    RecoverySettlesFirst,
    FolderDeletedFirst,
};

class RegionModel {
public:
    static constexpr std::uint8_t kChunks = 2;
    static constexpr std::uint8_t kSlots = 2;  // records that a chunk has room for
    static constexpr std::uint8_t kRecords = 5;

    /// What lies in a chunk's memory where a record goes. A number is the record's; 0 is anything.
    struct Slot {
        std::uint8_t payload;
        std::uint8_t sequence;
        std::uint8_t index;
    };
    struct Chunk {
        // In the region.
        std::uint8_t magic;
        std::uint8_t sequence;
        std::uint8_t committed;
        std::uint8_t settled;
        std::array<Slot, kSlots> slots;
        // In the process.
        std::uint8_t is_free;
        std::uint8_t is_active;
        std::uint8_t is_detached;
        std::uint8_t is_detached_seen;  // the worker's look at it
        std::uint8_t taken;
        std::uint8_t settled_in_process;
    };
    struct Recorder {
        std::uint8_t at;       // RecorderAt
        std::uint8_t chunk;    // the one it owns, or kChunks
        std::uint8_t record;   // the next one's number
        std::uint8_t last;     // the last one's
        std::uint8_t pending;  // stores that are still to be made, as bits
        std::uint8_t written;  // records in the chunk
    };
    struct Sender {          // the worker, and later who recovers
        std::uint8_t at;     // SenderAt
        std::uint8_t chunk;  // that it looks at
        std::uint8_t from;
        std::uint8_t to;
    };
    struct State {
        std::array<Chunk, kChunks> chunks;
        std::array<Recorder, 2> recorders;
        Sender sender;
        std::uint8_t next_sequence;
        std::uint8_t acknowledged;  // records, as bits, like the rest
        std::uint8_t dropped;
        std::uint8_t delivered;
        std::uint8_t repeatable;  // under way when there was a kill: may be delivered again
        std::uint8_t repeated;    // delivered again without leave
        std::uint8_t invented;    // something was delivered that nobody recorded
        std::uint8_t kills;
        std::uint8_t is_folder_deleted;
        std::uint8_t is_over;
    };

    explicit RegionModel(RegionBug bug = RegionBug::None) : bug_(bug) {}

    /// At most `kills` of them.
    [[nodiscard]] ModelChecker<State>::Result check(std::uint8_t kills) const;

private:
    using Add = std::function<void(const char*, const State&)>;

    void steps(const State& state, std::uint8_t kills, const Add& add) const;
    void recorder_steps(const State& state, std::size_t which, const Add& add) const;
    void worker_steps(const State& state, const Add& add) const;
    void look_at_chunk(const State& state, std::uint8_t chunk, const Add& add) const;
    void recovery_steps(const State& state, const Add& add) const;
    static void deliver(State& state);
    [[nodiscard]] static State killed(const State& state);
    [[nodiscard]] static std::string fault(const State& state, bool is_last);

    RegionBug bug_;
};

}  // namespace telemetryflow::model
