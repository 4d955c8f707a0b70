#include "hot/staging.hpp"

#include <utility>

namespace telemetryflow::hot {

char* RoomFinder::open(std::size_t payload) noexcept {
    if (payload > engine_.options.max_record_bytes) {
        engine_.drops.add(signal_, DropReason::RecordTooLarge);
        return nullptr;
    }
    if (char* at = try_open(payload)) return at;
    engine_.bell.ring();
    if (engine_.options.overflow_policy == OverflowPolicy::Block) {
        const auto deadline = std::chrono::steady_clock::now() + engine_.options.overflow_timeout;
        for (bool rung = true; rung;) {
            const std::uint32_t heard = engine_.room.listen();
            if (char* at = try_open(payload)) return at;
            rung = engine_.room.wait(heard, deadline);
        }
    }
    engine_.drops.add(signal_, DropReason::QueueFull);
    return nullptr;
}

char* RoomFinder::try_open(std::size_t payload) noexcept {
    if (own_.has_chunk()) {
        announce(own_);
        engine_.announce_chunk(signal_, own_.chunk_bytes());
        own_.detach(engine_.pool);
    }
    // While chunks are scarce a thread of its own would keep one from many: then threads write into shared ones.
    if (!engine_.pool.is_scarce() && own_.take_own_chunk(engine_.pool, signal_, payload)) return own_.reserve(payload);
    return try_shared(payload);
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

void RoomFinder::close(std::size_t payload) noexcept {
    StagingWriter& writer = shared_ != nullptr ? shared_->writer : own_;
    writer.commit(payload);
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
