#include "durability/chunk_seals.hpp"

#include <algorithm>

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

}  // namespace

ChunkSeals::ChunkSeals(std::span<char> region) : region_(region), sealed_(region.size() / ChunkPool::kChunkBytes) {}

bool ChunkSeals::seal_new() noexcept {
    bool any = false;
    std::size_t chunks = 1;
    for (std::size_t i = 0; i < sealed_.size(); i += chunks) {
        chunks = 1;
        char* const at = region_.data() + i * ChunkPool::kChunkBytes;
        auto& header = *reinterpret_cast<ChunkHeader*>(at);
        // In this order: the sequence of a chunk that is being taken anew comes with the magic that was cleared before,
        // and a magic that was set since comes with the words of that use.
        const std::uint64_t sequence = header.sequence.load(std::memory_order_acquire);
        if (header.magic.load(std::memory_order_acquire) != ChunkHeader::kMagic) continue;
        const std::size_t whole = sizeof(ChunkHeader) + std::size_t{header.capacity.load(std::memory_order_relaxed)};
        if (whole % ChunkPool::kChunkBytes != 0 || whole > region_.size() - i * ChunkPool::kChunkBytes) continue;
        chunks = whole / ChunkPool::kChunkBytes;
        any = seal(header, sequence, at + sizeof(ChunkHeader), sealed_[i]) || any;
    }
    return any;
}

bool ChunkSeals::seal(ChunkHeader& header, std::uint64_t sequence, const char* records, Sealed& known) noexcept {
    const Committed committed = Committed::from_word(header.committed.load(std::memory_order_acquire));
    if (known.sequence != sequence) known = {sequence, 0, first_sum(sequence), 0};
    if (committed.bytes <= known.bytes || committed.bytes > header.capacity.load(std::memory_order_relaxed)) {
        return false;
    }
    const std::uint32_t sum = crc32c(records + known.bytes, committed.bytes - known.bytes, known.sum);
    // The worker may have released the chunk meanwhile, and a thread taken it: what it commits, the next call seals.
    std::atomic_thread_fence(std::memory_order_acquire);
    if (header.sequence.load(std::memory_order_relaxed) != sequence) return true;
    known.bytes = committed.bytes;
    known.sum = sum;
    // In turns: the last seal that the disk has stays while the next one is on its way there.
    header.seals[known.slot].store(ChunkSeal{known.bytes, known.sum}.to_word(), std::memory_order_relaxed);
    known.slot ^= 1U;
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
