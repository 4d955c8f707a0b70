#include "hot/staging.hpp"

#include <mutex>
#include <utility>

namespace telemetryflow::hot {

char* RoomFinder::open(std::size_t payload) noexcept {
    if (payload > engine_.options.max_record_bytes) {
        engine_.drops.add(signal_, DropReason::RecordTooLarge);
        return nullptr;
    }
    if (char* at = try_open(payload)) return at;
    engine_.bell.ring();
    char* at = nullptr;
    switch (engine_.options.overflow_policy) {
        case OverflowPolicy::DropNewest: break;
        case OverflowPolicy::Block: at = wait_for_room(payload); break;
        case OverflowPolicy::DropOldest: at = discard_for_room(payload); break;
    }
    if (at == nullptr) engine_.drops.add(signal_, DropReason::QueueFull);
    return at;
}

char* RoomFinder::wait_for_room(std::size_t payload) noexcept {
    const auto deadline = std::chrono::steady_clock::now() + engine_.options.overflow_timeout;
    for (bool rung = true; rung;) {
        const std::uint32_t heard = engine_.room.listen();
        if (char* at = try_open(payload)) return at;
        rung = engine_.room.wait(heard, deadline);
    }
    return nullptr;
}

char* RoomFinder::discard_for_room(std::size_t payload) noexcept {
    // A large record needs neighbours, which the oldest chunks mostly are; for more than these it is not worth it.
    constexpr int kRounds = 4;
    const std::lock_guard lock(engine_.discard_lock);
    for (int round = 0; round < kRounds; ++round) {
        // Whoever had the lock before may have made room for this record as well.
        if (char* at = try_open(payload)) return at;
        if (!engine_.pool.discard_oldest(engine_.drops)) return nullptr;
    }
    return try_open(payload);
}

char* RoomFinder::try_open(std::size_t payload) noexcept {
    if (own_.has_chunk()) {
        // What was asked for before a record was encoded may have been more than it takes.
        if (char* at = own_.reserve(payload)) return at;
        announce(own_);
        engine_.announce_chunk(signal_, own_.chunk_bytes());
        own_.detach(engine_.pool);
        own_.fills_chunks = true;
    }
    const bool has_own =
        !engine_.pool.should_share(own_.fills_chunks) && own_.take_own_chunk(engine_.pool, signal_, payload);
    return has_own ? own_.reserve(payload) : try_shared(payload);
}

char* RoomFinder::try_shared(std::size_t payload) noexcept {
    auto& writers = engine_.shared_writers[signal_ == SignalType::Traces ? 1 : 0];
    Engine::SharedWriter& shared = writers[thread_serial_ % Engine::kSharedWriters];
    shared.lock.lock();
    char* at = shared.writer.reserve(payload);
    if (at == nullptr) {
        announce(shared.writer);
        engine_.announce_chunk(signal_, shared.writer.chunk_bytes());
        shared.writer.detach(engine_.pool);
        if (shared.writer.take_chunk(engine_.pool, signal_, payload)) at = shared.writer.reserve(payload);
    }
    if (at == nullptr) {
        shared.lock.unlock();
        return nullptr;
    }
    shared_ = &shared;
    return at;
}

void RoomFinder::close(std::size_t payload, std::uint16_t scope) noexcept {
    StagingWriter& writer = shared_ != nullptr ? shared_->writer : own_;
    writer.commit(payload, scope);
    ++writer.unannounced;
    if (writer.unannounced >= engine_.announce_every) announce(writer);
    if (shared_ != nullptr) shared_->lock.unlock();
    engine_.wait_where_all_wait();
}

void RoomFinder::announce(StagingWriter& writer) noexcept {
    if (writer.unannounced == 0) return;
    engine_.announce(signal_, std::exchange(writer.unannounced, 0), writer.take_unannounced_bytes());
}

}  // namespace telemetryflow::hot
