#pragma once

// How a record gets into the staging region: the template half of ThreadRecorder::stage(). Included by the recorders.

#include "hot/engine.hpp"
#include "hot/record_room.hpp"
#include "hot/thread_recorder.hpp"

namespace telemetryflow::hot {

/// Finds room for a record when the chunk at hand has less than was asked for: what it has, a new chunk, a shared one,
/// or, where the policy says so, the chunk that the worker frees next or one whose records are given up. The result is
/// valid until close().
class RoomFinder {
public:
    RoomFinder(Engine& engine, StagingWriter& own, SignalType signal, std::uint64_t thread_serial) noexcept
        : engine_(engine), own_(own), signal_(signal), thread_serial_(thread_serial) {}

    /// Returns where `payload` bytes go, or nullptr after counting the record as dropped.
    [[nodiscard]] char* open(std::size_t payload) noexcept;
    /// Publishes the record.
    void close(std::size_t payload, std::uint16_t scope) noexcept;

private:
    [[nodiscard]] char* try_open(std::size_t payload) noexcept;
    [[nodiscard]] char* try_shared(std::size_t payload) noexcept;
    [[nodiscard]] char* wait_for_room(std::size_t payload) noexcept;
    [[nodiscard]] char* discard_for_room(std::size_t payload) noexcept;
    void announce(StagingWriter& writer) noexcept;

    Engine& engine_;
    StagingWriter& own_;
    SignalType signal_;
    std::uint64_t thread_serial_;
    Engine::SharedWriter* shared_ = nullptr;  // locked when set
};

template <class Fill>
bool ThreadRecorder::stage(SignalType signal, std::size_t payload, Fill&& fill, std::uint16_t scope) {
    bump(created[static_cast<std::size_t>(signal)]);
    StagingWriter& own = writer(signal);
    if (char* at = own.reserve(payload)) [[likely]] {
        fill(at);
        own.commit(payload, scope);
        if (++own.unannounced >= engine->announce_every) [[unlikely]] {
            announce(signal, own);
        }
        return true;
    }
    return stage_elsewhere(signal, payload, fill, scope);
}

template <class Fill>
bool ThreadRecorder::stage_elsewhere(SignalType signal, std::size_t payload, Fill fill, std::uint16_t scope) {
    RoomFinder finder(*engine, writer(signal), signal, serial);
    char* at = finder.open(payload);
    if (at == nullptr) return false;
    fill(at);
    finder.close(payload, scope);
    return true;
}

template <class Encode>
bool ThreadRecorder::stage_encoded(SignalType signal, std::size_t size, Encode&& encode, std::uint16_t scope) {
    bump(created[static_cast<std::size_t>(signal)]);
    StagingWriter& own = writer(signal);
    RecordRoom room(own.reserve(size), own.limit(), spilled_);
    if (room.data() == nullptr && room.more(nullptr, size) == nullptr) [[unlikely]]
        return drop_for_memory(signal);
    const char* const end = encode(room);
    if (end == nullptr) [[unlikely]]
        return drop_for_memory(signal);
    if (room.is_spilled()) [[unlikely]]
        return stage_spilled(signal, end, scope);
    own.commit(static_cast<std::size_t>(end - room.data()), scope);
    if (++own.unannounced >= engine->announce_every) [[unlikely]] {
        announce(signal, own);
    }
    return true;
}

}  // namespace telemetryflow::hot
