#include "durability/chunk_seals.hpp"

#include <algorithm>

#include "durability/chunk_walk.hpp"
#include "durability/crc32c.hpp"
#include "hot/chunk_pool.hpp"

namespace telemetryflow::durability {

using hot::ChunkHeader;
using hot::ChunkPool;
using hot::ChunkSeal;
using hot::Committed;

namespace {

// The sum begins with the sequence, so that a seal that comes late proves nothing of the chunk's next use.
std::uint32_t first_sum(std::uint64_t sequence) noexcept {
    return crc32c(reinterpret_cast<const char*>(&sequence), sizeof(sequence));
}

// By now users' bytes may lie there, which the thread sanitizer would take for a race: they are left alone.
__attribute__((no_sanitize("thread"))) bool replace(std::atomic<std::uint64_t>& word, std::uint64_t before,
                                                    std::uint64_t after) noexcept {
    return __atomic_compare_exchange_n(reinterpret_cast<std::uint64_t*>(&word), &before, after, false, __ATOMIC_RELAXED,
                                       __ATOMIC_RELAXED);
}

}  // namespace

ChunkSeals::ChunkSeals(std::span<char> region) : region_(region), sealed_(region.size() / ChunkPool::kChunkBytes) {}

bool ChunkSeals::seal_new() noexcept {
    bool any = false;
    ChunkWalk walk(region_);
    while (const auto seen = walk.next())
        any = seal(*seen) || any;
    return any;
}

bool ChunkSeals::seal(const ChunkWalk::Seen& seen) noexcept {
    char* const at = region_.data() + seen.index * ChunkPool::kChunkBytes;
    auto& header = *reinterpret_cast<ChunkHeader*>(at);
    Sealed& known = sealed_[seen.index];
    if (known.sequence != seen.sequence) {
        const std::uint64_t none = ChunkSeal::none(seen.sequence);
        known = {.sequence = seen.sequence, .sum = first_sum(seen.sequence), .seals = {none, none}};
    }
    const std::uint32_t bytes = seen.committed.bytes;
    if (bytes <= known.bytes) return false;
    const std::uint32_t sum = crc32c(at + sizeof(ChunkHeader) + known.bytes, bytes - known.bytes, known.sum);
    // The worker may have released the chunk meanwhile, and a thread taken it: what it commits, the next call seals.
    if (!ChunkWalk::is_same(header, seen.sequence)) return true;
    known.bytes = bytes;
    known.sum = sum;
    // In turns: the last seal that the disk has stays while the next one is on its way there. It takes the place of the
    // one before and of nothing else: even now this may have become the inside of a run, with users' bytes.
    const std::uint64_t seal = ChunkSeal{bytes, sum}.to_word();
    if (replace(header.seals[known.slot], known.seals[known.slot], seal)) {
        known.seals[known.slot] = seal;
        known.slot ^= 1U;
    }
    return true;
}

std::uint32_t ChunkSeals::proven_bytes(const ChunkHeader& header, const char* records) noexcept {
    std::uint32_t proven = 0;
    const std::uint32_t committed = Committed::from_word(header.committed.load(std::memory_order_relaxed)).bytes;
    for (const auto& word : header.seals) {
        const ChunkSeal seal = ChunkSeal::from_word(word.load(std::memory_order_relaxed));
        if (seal.bytes <= proven || seal.bytes > committed) continue;
        const std::uint32_t sum =
            crc32c(records, seal.bytes, first_sum(header.sequence.load(std::memory_order_relaxed)));
        if (sum == seal.sum) proven = seal.bytes;
    }
    return proven;
}

}  // namespace telemetryflow::durability
