#pragma once

// The staging region: preallocated memory cut into chunks. Taking and giving back is lock-free (one bit per chunk) and
// may happen on any thread. The bound on memory is the region's size; nothing is allocated after construction.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "telemetryflow/domain/signal_type.hpp"

#include "hot/chunk.hpp"
#include "hot/drop_reason.hpp"
#include "hot/region_memory.hpp"

namespace telemetryflow::hot {

class ChunkPool {
public:
    static constexpr std::size_t kChunkBytes = 16U << 10U;
    /// The largest payload that one record can have: a run of chunks within one word of the free map.
    static constexpr std::size_t kMaxRecordBytes = 512U << 10U;

    /// What a region of `bytes` takes in whole chunks, at least one.
    [[nodiscard]] static constexpr std::size_t region_bytes(std::size_t bytes) noexcept {
        const std::size_t chunks = (bytes + kChunkBytes - 1) / kChunkBytes;
        return (chunks == 0 ? 1 : chunks) * kChunkBytes;
    }

    /// In `memory`, which has whole chunks; throws std::bad_alloc when the system refuses.
    explicit ChunkPool(std::unique_ptr<RegionMemory> memory);
    /// In the process's own memory.
    explicit ChunkPool(std::size_t bytes);
    ChunkPool(const ChunkPool&) = delete;
    ChunkPool& operator=(const ChunkPool&) = delete;

    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    /// How many chunks of memory a record of `payload` bytes takes.
    [[nodiscard]] static constexpr std::uint32_t run_of(std::size_t payload) noexcept {
        return static_cast<std::uint32_t>((sizeof(ChunkHeader) + framed_size(payload) + kChunkBytes - 1) / kChunkBytes);
    }

    /// Lets a thread own `chunks` more, unless living threads own three quarters already: threads that own chunks and
    /// record nothing must not keep the rest from recording. Given back with disown().
    [[nodiscard]] bool may_own(std::uint32_t chunks) noexcept {
        const std::size_t owned = std::size_t{owned_.fetch_add(chunks, std::memory_order_relaxed)} + chunks;
        if (owned * 4 <= count_ * 3) return true;
        disown(chunks);
        return false;
    }
    void disown(std::uint32_t chunks) noexcept { owned_.fetch_sub(chunks, std::memory_order_relaxed); }

    /// Takes a chunk with room for a record of `payload` bytes; kNone when there is none. The chunk belongs to the
    /// caller until detach().
    [[nodiscard]] std::uint32_t take(SignalType signal, std::size_t payload) noexcept;
    /// The owner lets go: the chunk is freed when the worker has settled what it holds.
    void detach(std::uint32_t index) noexcept { uses_[index].detached.store(true, std::memory_order_release); }
    /// Makes the chunk free again, detached and settled as it has to be. By the worker, or by whoever discards it.
    void release(std::uint32_t index) noexcept;

    /// Whether the chunk is still the one that was taken as `sequence`.
    [[nodiscard]] bool is_same(std::uint32_t index, std::uint64_t sequence) const noexcept {
        return uses_[index].active.load(std::memory_order_acquire) &&
               uses_[index].sequence.load(std::memory_order_relaxed) == sequence;
    }
    /// What the chunk has committed. Where it was freed meanwhile this is anything: the caller asks is_same() later, or
    /// can do with that.
    [[nodiscard]] Committed peek_committed(std::uint32_t index) const noexcept;
    /// Keeps the chunk from being discarded until let_go() or release(); false when it is not the same any more. Worker
    /// only.
    [[nodiscard]] bool hold(std::uint32_t index, std::uint64_t sequence) noexcept;
    void let_go(std::uint32_t index) noexcept {
        uses_[index].holder.store(ChunkHolder::Nobody, std::memory_order_release);
    }
    /// Frees the chunks that were taken first, up to a 64th of the region, of those that their owners have let go and
    /// the worker does not hold; counts their records in `drops` as QueueFull. False when there is none. Any thread,
    /// one at a time.
    bool discard_oldest(DropCounts& drops) noexcept;

    /// Appends the indexes of all chunks in use that carry `signal`, oldest first. Worker only: as long as it releases
    /// none and nobody discards any, those that it sees stay.
    void in_use(SignalType signal, std::vector<std::uint32_t>& out) const;

    /// How many records of `signal` are committed and not settled; exact when nobody records or settles meanwhile. Any
    /// thread may ask.
    [[nodiscard]] std::uint64_t unsettled_records(SignalType signal) const noexcept;

    [[nodiscard]] ChunkHeader& header(std::uint32_t index) noexcept {
        return *reinterpret_cast<ChunkHeader*>(region_ + std::size_t{index} * kChunkBytes);
    }
    [[nodiscard]] const ChunkHeader& header(std::uint32_t index) const noexcept {
        return *reinterpret_cast<const ChunkHeader*>(region_ + std::size_t{index} * kChunkBytes);
    }
    [[nodiscard]] char* records(std::uint32_t index) noexcept {
        return region_ + std::size_t{index} * kChunkBytes + sizeof(ChunkHeader);
    }
    [[nodiscard]] ChunkUse& use(std::uint32_t index) noexcept { return uses_[index]; }

    [[nodiscard]] std::size_t capacity_bytes() const noexcept { return count_ * kChunkBytes; }
    [[nodiscard]] std::size_t used_bytes() const noexcept {
        return used_.load(std::memory_order_relaxed) * kChunkBytes;
    }
    [[nodiscard]] bool is_full() const noexcept { return used_.load(std::memory_order_relaxed) >= count_; }
    /// Whether a thread should write into shared chunks, though it pays a lock for every record there. While most of
    /// the region is taken, only threads that fill their chunks have their own, and only up to an eighth of the region:
    /// others would leave them nearly empty, living or ended.
    [[nodiscard]] bool should_share(bool fills_chunks) const noexcept {
        const std::size_t owned = owned_.load(std::memory_order_relaxed);
        return used_bytes() * 4 > capacity_bytes() * 3 && (!fills_chunks || owned * 8 > count_);
    }

    [[nodiscard]] RegionMemory& memory() const noexcept { return *memory_; }
    /// Recording is over for good.
    void retire() noexcept { memory_->retire(); }
    /// Frees every chunk, in memory of its own: for a forked child.
    void reset_in_child() noexcept;
    /// Returns the memory of free chunks to the system; the mapping stays.
    void give_back_memory() noexcept;

private:
    // Calls visit(index) for every chunk that is in use and carries `signal`, in no particular order.
    template <class Visit>
    void for_each_in_use(SignalType signal, Visit&& visit) const;
    [[nodiscard]] std::uint32_t claim(std::size_t run) noexcept;
    bool discard(std::uint32_t index, std::uint64_t sequence, DropCounts& drops) noexcept;

    void free_all() noexcept;

    std::unique_ptr<RegionMemory> memory_;
    char* region_ = nullptr;
    std::size_t count_ = 0;
    std::vector<std::atomic<std::uint64_t>> free_;  // bit set: free
    std::unique_ptr<ChunkUse[]> uses_;
    std::atomic<std::uint32_t> used_{0};  // chunks
    std::atomic<std::uint32_t> owned_{0};
    std::atomic<std::uint64_t> next_sequence_{1};
    std::atomic<std::size_t> hint_{0};
    mutable std::vector<std::pair<std::uint64_t, std::uint32_t>> found_;  // in_use()'s, kept for its memory
};

}  // namespace telemetryflow::hot
