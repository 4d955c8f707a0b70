// The half of ChunkPool that gives up old records for new ones.

#include <algorithm>
#include <array>

#include "hot/chunk_pool.hpp"

namespace telemetryflow::hot {
namespace {

// At once, so that looking through the whole region is paid for by many records and not by each.
constexpr std::size_t kMostAtOnce = 32;
constexpr std::size_t kShareOfRegion = 64;

struct Candidate {
    std::uint64_t sequence = 0;
    std::uint32_t index = 0;
};

// The candidates that were taken first, in order.
class Oldest {
public:
    explicit Oldest(std::size_t most) noexcept : most_(most) {}

    void offer(Candidate candidate) noexcept {
        if (size_ == most_ && candidate.sequence > found_[size_ - 1].sequence) return;
        if (size_ < most_) ++size_;
        std::size_t at = size_ - 1;
        for (; at != 0 && found_[at - 1].sequence > candidate.sequence; --at)
            found_[at] = found_[at - 1];
        found_[at] = candidate;
    }
    [[nodiscard]] const Candidate* begin() const noexcept { return found_.data(); }
    [[nodiscard]] const Candidate* end() const noexcept { return found_.data() + size_; }

private:
    std::array<Candidate, kMostAtOnce> found_{};
    std::size_t most_;
    std::size_t size_ = 0;
};

}  // namespace

bool ChunkPool::hold(std::uint32_t index, std::uint64_t sequence) noexcept {
    if (!is_same(index, sequence)) return false;
    ChunkHolder holder = ChunkHolder::Nobody;
    if (!uses_[index].holder.compare_exchange_strong(holder, ChunkHolder::Worker, std::memory_order_acq_rel)) {
        return holder == ChunkHolder::Worker && is_same(index, sequence);
    }
    if (is_same(index, sequence)) return true;
    // It was discarded between the two looks, and may be somebody else's by now.
    let_go(index);
    return false;
}

bool ChunkPool::discard_oldest(DropCounts& drops) noexcept {
    Oldest oldest(std::clamp<std::size_t>(count_ / kShareOfRegion, 1, kMostAtOnce));
    for (std::size_t i = 0; i < count_; ++i) {
        const ChunkUse& use = uses_[i];
        if (!use.active.load(std::memory_order_acquire) || !use.detached.load(std::memory_order_relaxed)) continue;
        if (use.holder.load(std::memory_order_relaxed) != ChunkHolder::Nobody) continue;
        oldest.offer({use.sequence.load(std::memory_order_relaxed), static_cast<std::uint32_t>(i)});
    }
    bool discarded = false;
    for (const Candidate& candidate : oldest)
        discarded = discard(candidate.index, candidate.sequence, drops) || discarded;
    return discarded;
}

bool ChunkPool::discard(std::uint32_t index, std::uint64_t sequence, DropCounts& drops) noexcept {
    ChunkUse& use = uses_[index];
    ChunkHolder holder = ChunkHolder::Nobody;
    if (!use.holder.compare_exchange_strong(holder, ChunkHolder::Discarder, std::memory_order_acq_rel)) return false;
    // The worker may have freed it, and a thread taken it anew, since it was found.
    if (!is_same(index, sequence) || !use.detached.load(std::memory_order_acquire)) {
        let_go(index);
        return false;
    }
    ChunkHeader& chunk = header(index);
    const auto committed = Committed::from_word(chunk.committed.load(std::memory_order_acquire)).records;
    const std::uint32_t settled = use.settled.load(std::memory_order_relaxed);
    drops.add(static_cast<SignalType>(chunk.signal.load(std::memory_order_relaxed)), DropReason::QueueFull,
              committed - settled);
    use.settled.store(committed, std::memory_order_release);
    chunk.settled.store(committed, std::memory_order_relaxed);
    release(index);
    return true;
}

}  // namespace telemetryflow::hot
