#include "durability/region_writer.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <new>

#include <unistd.h>

#include "hot/chunk_pool.hpp"
#include "hot/loss_slot.hpp"

namespace telemetryflow::durability {
namespace {

using hot::ChunkHeader;
using hot::ChunkPool;
using hot::Committed;

bool write_at(int fd, std::size_t at, const char* bytes, std::size_t size) noexcept {
    while (size != 0) {
        const ssize_t done = ::pwrite(fd, bytes, size, static_cast<off_t>(at));
        if (done < 0 && errno == EINTR) continue;
        if (done == 0) errno = ENOSPC;
        if (done <= 0) return false;
        bytes += done;
        at += static_cast<std::size_t>(done);
        size -= static_cast<std::size_t>(done);
    }
    return true;
}

}  // namespace

RegionWriter::RegionWriter(std::span<const char> region, std::span<const char> ledger)
    : region_(region),
      ledger_(ledger),
      written_(region.size() / ChunkPool::kChunkBytes),
      ledger_copy_(ledger.size(), '\0') {}

int RegionWriter::write(int fd) noexcept {
    for (std::size_t i = 0; i < written_.size();) {
        const std::size_t places = write_chunk(fd, i);
        if (places == 0) return errno;
        i += places;
    }
    return write_ledger(fd) ? 0 : errno;
}

std::optional<RegionWriter::Seen> RegionWriter::look(const ChunkHeader& header) noexcept {
    // In this order: the sequence of a chunk that is being taken anew comes with the magic that was cleared before.
    Seen seen;
    seen.sequence = header.sequence.load(std::memory_order_acquire);
    if (header.magic.load(std::memory_order_acquire) != ChunkHeader::kMagic) return std::nullopt;
    seen.capacity = header.capacity.load(std::memory_order_relaxed);
    seen.signal = header.signal.load(std::memory_order_relaxed);
    seen.settled = header.settled.load(std::memory_order_relaxed);
    for (std::size_t i = 0; i < seen.seals.size(); ++i)
        seen.seals[i] = header.seals[i].load(std::memory_order_relaxed);
    seen.committed = header.committed.load(std::memory_order_acquire);
    const bool is_whole = (sizeof(ChunkHeader) + seen.capacity) % ChunkPool::kChunkBytes == 0 &&
                          Committed::from_word(seen.committed).bytes <= seen.capacity;
    return is_whole && is_still(header, seen.sequence) ? std::optional(seen) : std::nullopt;
}

bool RegionWriter::is_still(const ChunkHeader& header, std::uint64_t sequence) noexcept {
    std::atomic_thread_fence(std::memory_order_acquire);
    return header.sequence.load(std::memory_order_relaxed) == sequence;
}

std::size_t RegionWriter::write_chunk(int fd, std::size_t i) noexcept {
    const char* const at = region_.data() + i * ChunkPool::kChunkBytes;
    const auto& header = *reinterpret_cast<const ChunkHeader*>(at);
    Written& known = written_[i];
    const std::optional<Seen> seen = look(header);
    const std::size_t chunks = seen ? (sizeof(ChunkHeader) + seen->capacity) / ChunkPool::kChunkBytes : 1;
    if (!seen || chunks > written_.size() - i) return known.sequence == 0 || erase(fd, i) ? 1 : 0;
    if (known.sequence != seen->sequence) {
        // Also of what was where this one's inside is.
        for (std::size_t place = i + chunks; place-- > i;) {
            if (written_[place].sequence != 0 && !erase(fd, place)) return 0;
        }
        known.sequence = seen->sequence;
        known.chunks = static_cast<std::uint32_t>(chunks);
    }
    if (chunks > 1 && !known.has_header) {
        // Before users' bytes come to lie where chunks begin.
        Seen empty = *seen;
        empty.committed = 0;
        if (!write_header(fd, i, empty)) return 0;
    }
    const std::uint32_t bytes = Committed::from_word(seen->committed).bytes;
    if (bytes > known.record_bytes) {
        const std::size_t from = sizeof(ChunkHeader) + known.record_bytes;
        if (!write_at(fd, i * ChunkPool::kChunkBytes + from, at + from, bytes - known.record_bytes)) return 0;
    }
    // The worker may have released the chunk meanwhile, and a thread taken it: the file's header still tells of what
    // was there before, or of nothing.
    if (!is_still(header, seen->sequence)) return chunks;
    known.record_bytes = bytes;
    return write_header(fd, i, *seen) ? chunks : 0;
}

bool RegionWriter::write_header(int fd, std::size_t i, const Seen& seen) noexcept {
    Written& known = written_[i];
    if (known.has_header && known.committed == seen.committed && known.settled == seen.settled) return true;
    alignas(ChunkHeader) std::array<char, sizeof(ChunkHeader)> bytes{};
    auto& copy = *new (bytes.data()) ChunkHeader{};
    copy.magic.store(ChunkHeader::kMagic, std::memory_order_relaxed);
    copy.capacity.store(seen.capacity, std::memory_order_relaxed);
    copy.sequence.store(seen.sequence, std::memory_order_relaxed);
    copy.signal.store(seen.signal, std::memory_order_relaxed);
    copy.settled.store(seen.settled, std::memory_order_relaxed);
    copy.committed.store(seen.committed, std::memory_order_relaxed);
    for (std::size_t seal = 0; seal < copy.seals.size(); ++seal)
        copy.seals[seal].store(seen.seals[seal], std::memory_order_relaxed);
    if (!write_at(fd, i * ChunkPool::kChunkBytes, bytes.data(), bytes.size())) return false;
    known.has_header = true;
    known.committed = seen.committed;
    known.settled = seen.settled;
    return true;
}

bool RegionWriter::erase(int fd, std::size_t i) noexcept {
    constexpr std::array<char, sizeof(ChunkHeader)> kNothing{};
    const std::size_t chunks = written_[i].chunks;
    if (chunks > 1) {
        // Users' bytes within a run lie where chunks begin, and may look like one: as long as the file tells of the
        // run, nobody looks there.
        constexpr std::uint32_t kAll = 0xFFFFFFFF;
        const std::size_t settled = i * ChunkPool::kChunkBytes + offsetof(ChunkHeader, settled);
        if (!write_at(fd, settled, reinterpret_cast<const char*>(&kAll), sizeof(kAll))) return false;
        for (std::size_t place = i + chunks; --place != i;) {
            if (!write_at(fd, place * ChunkPool::kChunkBytes, kNothing.data(), kNothing.size())) return false;
        }
    }
    if (!write_at(fd, i * ChunkPool::kChunkBytes, kNothing.data(), kNothing.size())) return false;
    written_[i] = {};
    return true;
}

bool RegionWriter::write_ledger(int fd) noexcept {
    bool is_new = false;
    auto* const slots = reinterpret_cast<const hot::LossSlot*>(ledger_.data());
    auto* const copies = reinterpret_cast<hot::LossSlot*>(ledger_copy_.data());
    for (std::size_t i = 0; i < ledger_.size() / sizeof(hot::LossSlot); ++i) {
        // A slot has its words before it counts.
        const std::uint64_t count = slots[i].count.load(std::memory_order_acquire);
        if (count == copies[i].count.load(std::memory_order_relaxed)) continue;
        is_new = true;
        copies[i].count.store(count, std::memory_order_relaxed);
        copies[i].signal.store(slots[i].signal.load(std::memory_order_relaxed), std::memory_order_relaxed);
        copies[i].reason = slots[i].reason;
    }
    owes_ledger_ = (owes_ledger_ || is_new) && !write_at(fd, region_.size(), ledger_copy_.data(), ledger_copy_.size());
    return !owes_ledger_;
}

}  // namespace telemetryflow::durability
