#pragma once

// The memory that a staging region lies in: the process's own, or a file's, so that what was recorded outlives the
// process, or the system. Set up before recording starts; data() and size() never change.

#include <cstddef>
#include <string_view>

#include "hot/loss_slot.hpp"

namespace telemetryflow::hot {

class RegionMemory {
public:
    RegionMemory(const RegionMemory&) = delete;
    RegionMemory& operator=(const RegionMemory&) = delete;
    virtual ~RegionMemory() = default;

    [[nodiscard]] char* data() const noexcept { return data_; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    /// OpenSpanTable::kBytes of zeros that are found by a later process, where that was asked for; else null.
    [[nodiscard]] virtual char* open_spans() noexcept { return nullptr; }
    /// Whether what lies here is found by a later process.
    [[nodiscard]] virtual bool outlives_process() const noexcept = 0;
    /// Nobody needs what lies in these whole pages, for now.
    virtual void give_back(char* at, std::size_t bytes) noexcept = 0;
    /// In a forked child, before it writes anything: the parent goes on with its own memory, the child with other one
    /// at the same place.
    virtual void part_from_parent() noexcept = 0;
    /// Recording is over for good, though late writers may still come.
    virtual void retire() noexcept = 0;
    /// Where recording counts its losses too, so that the counts outlive the process: a slot for each signal and
    /// DropReason, of the memory that part_from_parent() left; null where nothing outlives it.
    [[nodiscard]] virtual LossSlot* loss_slots() noexcept { return nullptr; }
    /// The scopes that recording uses from now on (ScopeFields::from_bytes()), for whoever reads the memory later.
    virtual void keep_scopes(std::string_view /*scopes*/) noexcept {}
    /// Another `bytes` were recorded: for memory that has a disk take them. Any thread.
    virtual void note_recorded(std::size_t /*bytes*/) noexcept {}
    /// Returns when the disk has what the calling thread recorded, or does not take it in time.
    virtual void wait_for_disk() noexcept {}

protected:
    RegionMemory() noexcept = default;

    char* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace telemetryflow::hot
