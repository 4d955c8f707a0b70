#pragma once

// Writes records of one signal into chunks of the pool. Belongs to one thread, or to the threads that share a stripe
// under its lock. A record is published by one release store after all of its bytes.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "hot/chunk_pool.hpp"
#include "hot/prefetch_for_write.hpp"
#include "hot/scope.hpp"

namespace telemetryflow::hot {

class StagingWriter {
public:
    /// Returns where `payload` bytes of the next record go, or nullptr when the chunk at hand has no room for them.
    [[nodiscard]] char* reserve(std::size_t payload) noexcept {
        const std::size_t framed = framed_size(payload);
        if (framed > static_cast<std::size_t>(limit_ - at_)) [[unlikely]]
            return nullptr;
        return at_ + sizeof(RecordHeader);
    }

    /// Where the chunk at hand ends.
    [[nodiscard]] const char* limit() const noexcept { return limit_; }

    /// Publishes the record of `scope` whose `payload` bytes were written to reserve()'s result.
    void commit(std::size_t payload, std::uint16_t scope = Scope::kOwn) noexcept {
        *reinterpret_cast<RecordHeader*>(at_) = {static_cast<std::uint32_t>(payload), kRecordMark, scope,
                                                 record_sequence(chunk_->sequence, committed_.records)};
        const std::size_t framed = framed_size(payload);
        at_ += framed;
        committed_.bytes += static_cast<std::uint32_t>(framed);
        ++committed_.records;
        chunk_->committed.store(committed_.to_word(), std::memory_order_release);
        fetch_ahead();
    }

    [[nodiscard]] bool has_chunk() const noexcept { return chunk_ != nullptr; }
    /// The bytes of the chunk at hand; 0 without one.
    [[nodiscard]] std::size_t chunk_bytes() const noexcept {
        return chunk_ != nullptr ? chunk_->capacity.load(std::memory_order_relaxed) : 0;
    }

    /// Takes a chunk with room for `payload`; the one at hand must have been let go. False when the pool has none.
    [[nodiscard]] bool take_chunk(ChunkPool& pool, SignalType signal, std::size_t payload) noexcept {
        index_ = pool.take(signal, payload);
        if (index_ == ChunkPool::kNone) return false;
        chunk_ = &pool.header(index_);
        at_ = pool.records(index_);
        limit_ = at_ + chunk_->capacity.load(std::memory_order_relaxed);
        fetched_ = at_;
        fetch_ahead();
        committed_ = {};
        announced_bytes_ = 0;
        return true;
    }

    /// The same for a thread of its own, which the pool may refuse while there would be a chunk to share.
    [[nodiscard]] bool take_own_chunk(ChunkPool& pool, SignalType signal, std::size_t payload) noexcept {
        const std::uint32_t chunks = ChunkPool::run_of(payload);
        // A full region refuses every record: nothing that threads share is written for each.
        if (pool.is_full() || !pool.may_own(chunks)) return false;
        if (take_chunk(pool, signal, payload)) {
            owned_chunks_ = chunks;
            return true;
        }
        pool.disown(chunks);
        return false;
    }

    /// Lets the chunk go; the worker frees it when all it holds is settled.
    void detach(ChunkPool& pool) noexcept {
        if (owned_chunks_ != 0) pool.disown(owned_chunks_);
        if (chunk_ != nullptr) pool.detach(index_);
        forget();
    }

    /// Drops the chunk without a word to the pool: in a forked child it belongs to the parent.
    void forget() noexcept {
        chunk_ = nullptr;
        at_ = limit_ = nullptr;
        fetched_ = nullptr;
        owned_chunks_ = 0;
    }

    /// The bytes of the chunk at hand that were committed since the last call.
    [[nodiscard]] std::uint32_t take_unannounced_bytes() noexcept {
        return committed_.bytes - std::exchange(announced_bytes_, committed_.bytes);
    }

    /// Records committed since the worker was last told of them.
    std::uint32_t unannounced = 0;
    /// A chunk had no room for the next record: its thread fills the next one too, most likely.
    bool fills_chunks = false;

private:
    // What is written next was read last by the worker, on another processor. Lines that are asked for in time cost
    // nothing but their instructions, others up to 40 ns each (docs/hot-path.md, "Lines of the cache").
    void fetch_ahead() noexcept {
        constexpr std::ptrdiff_t kAhead = 1024;
        constexpr std::ptrdiff_t kLine = 64;
        constexpr std::ptrdiff_t kLines = 4;  // at a time: a record needs about as many
        if (fetched_ - at_ >= kAhead) return;
        // A long record has gone past what was asked for: what is written is the worker's to read.
        if (fetched_ < at_) fetched_ += (at_ - fetched_) / kLine * kLine;
        do {
            if (limit_ - fetched_ < kLines * kLine) return;
            for (std::ptrdiff_t i = 0; i < kLines; ++i)
                prefetch_for_write(fetched_ + i * kLine);
            fetched_ += kLines * kLine;
        } while (fetched_ - at_ < kAhead);
    }

    ChunkHeader* chunk_ = nullptr;
    char* at_ = nullptr;
    char* limit_ = nullptr;
    const char* fetched_ = nullptr;  // up to where lines were asked for
    Committed committed_;
    std::uint32_t announced_bytes_ = 0;
    std::uint32_t index_ = 0;
    std::uint32_t owned_chunks_ = 0;  // that count as this thread's; 0 for a shared writer
};

}  // namespace telemetryflow::hot
