#include "durability/chunk_walk.hpp"

#include <atomic>

#include "hot/chunk_pool.hpp"

namespace telemetryflow::durability {
namespace {

using hot::ChunkHeader;
using hot::ChunkPool;

// Where a header is looked for, users may be writing: the thread sanitizer is not to look at what is thrown away then.
template <class Word>
__attribute__((no_sanitize("thread"))) Word load(const std::atomic<Word>& word) noexcept {
    return __atomic_load_n(reinterpret_cast<const Word*>(&word), __ATOMIC_ACQUIRE);
}

}  // namespace

const ChunkHeader& ChunkWalk::header(std::size_t place) const noexcept {
    return *reinterpret_cast<const ChunkHeader*>(region_.data() + place * ChunkPool::kChunkBytes);
}

bool ChunkWalk::is_same(const ChunkHeader& header, std::uint64_t sequence) noexcept {
    std::atomic_thread_fence(std::memory_order_acquire);
    return load(header.magic) == ChunkHeader::kMagic && load(header.sequence) == sequence;
}

std::optional<ChunkWalk::Seen> ChunkWalk::look(std::size_t place) const noexcept {
    const ChunkHeader& at = header(place);
    Seen seen;
    seen.index = place;
    // In this order: the sequence of a chunk that is being taken anew comes with the magic that was cleared before, and
    // a magic that was set since comes with the words of that use.
    seen.sequence = load(at.sequence);
    if (load(at.magic) != ChunkHeader::kMagic) return std::nullopt;
    seen.capacity = load(at.capacity);
    seen.signal = load(at.signal);
    seen.settled = load(at.settled);
    for (std::size_t i = 0; i < seen.seals.size(); ++i)
        seen.seals[i] = load(at.seals[i]);
    seen.committed = hot::Committed::from_word(load(at.committed));
    const std::size_t whole = sizeof(ChunkHeader) + std::size_t{seen.capacity};
    seen.chunks = whole / ChunkPool::kChunkBytes;
    const bool is_whole = whole % ChunkPool::kChunkBytes == 0 &&
                          whole <= region_.size() - place * ChunkPool::kChunkBytes &&
                          seen.committed.bytes <= seen.capacity;
    if (!is_whole || !is_same(at, seen.sequence)) return std::nullopt;
    return seen;
}

std::size_t ChunkWalk::first_taken(std::size_t place) const noexcept {
    for (std::size_t earlier = free_from_; earlier < place; ++earlier)
        if (load(header(earlier).magic) == ChunkHeader::kMagic) return earlier;
    return place;
}

std::optional<ChunkWalk::Seen> ChunkWalk::next() noexcept {
    while (place_ < region_.size() / ChunkPool::kChunkBytes) {
        const std::optional<Seen> seen = look(place_);
        if (!seen) {
            ++place_;
            continue;
        }
        // A run may have been taken since, of which this is the inside, with users' bytes that look like a header. Who
        // released it meanwhile has cleared the magic here before that there.
        place_ = first_taken(place_);
        if (place_ != seen->index || !is_same(header(place_), seen->sequence)) continue;
        place_ += seen->chunks;
        free_from_ = place_;
        return seen;
    }
    return std::nullopt;
}

}  // namespace telemetryflow::durability
