#include "durability/region_writer.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <new>

#include <unistd.h>

#include "hot/chunk_pool.hpp"
#include "hot/loss_slot.hpp"

#ifdef __SANITIZE_THREAD__
extern "C" void AnnotateIgnoreReadsBegin(const char* file, int line);
extern "C" void AnnotateIgnoreReadsEnd(const char* file, int line);
#endif

namespace telemetryflow::durability {
namespace {

using hot::ChunkHeader;
using hot::ChunkPool;

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

// A thread may take the chunk that is being read: the thread sanitizer is not to look at what is thrown away then.
class ReadsWhatChanges {
public:
#ifdef __SANITIZE_THREAD__
    ReadsWhatChanges() noexcept {
        AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
    }
    ~ReadsWhatChanges() {
        AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
    }
#else
    ReadsWhatChanges() noexcept {}
#endif
    ReadsWhatChanges(const ReadsWhatChanges&) = delete;
    ReadsWhatChanges& operator=(const ReadsWhatChanges&) = delete;
};

}  // namespace

RegionWriter::RegionWriter(std::span<const char> region, std::span<const char> ledger)
    : region_(region),
      ledger_(ledger),
      written_(region.size() / ChunkPool::kChunkBytes),
      ledger_copy_(ledger.size(), '\0') {}

int RegionWriter::write(int fd) noexcept {
    std::size_t place = 0;
    ChunkWalk walk(region_);
    while (const auto seen = walk.next()) {
        if (!erase_all(fd, place, seen->index) || !write_chunk(fd, *seen)) return errno;
        place = seen->index + seen->chunks;
    }
    return erase_all(fd, place, written_.size()) && write_ledger(fd) ? 0 : errno;
}

bool RegionWriter::write_chunk(int fd, const ChunkWalk::Seen& seen) noexcept {
    const std::size_t i = seen.index;
    const char* const at = region_.data() + i * ChunkPool::kChunkBytes;
    Written& known = written_[i];
    if (known.sequence != seen.sequence) {
        // Also of what was where this one's inside is.
        if (!erase_all(fd, i, i + seen.chunks)) return false;
        known.sequence = seen.sequence;
        known.chunks = static_cast<std::uint32_t>(seen.chunks);
    }
    if (seen.chunks > 1 && !known.has_header) {
        // Before users' bytes come to lie where chunks begin.
        ChunkWalk::Seen empty = seen;
        empty.committed = {};
        if (!write_header(fd, empty)) return false;
    }
    const std::uint32_t bytes = seen.committed.bytes;
    if (bytes > known.record_bytes) {
        const std::size_t from = sizeof(ChunkHeader) + known.record_bytes;
        const ReadsWhatChanges reads;
        if (!write_at(fd, i * ChunkPool::kChunkBytes + from, at + from, bytes - known.record_bytes)) return false;
    }
    // The worker may have released the chunk meanwhile, and a thread taken it: the file's header still tells of what
    // was there before, or of nothing.
    if (!ChunkWalk::is_same(*reinterpret_cast<const ChunkHeader*>(at), seen.sequence)) return true;
    known.record_bytes = bytes;
    return write_header(fd, seen);
}

bool RegionWriter::write_header(int fd, const ChunkWalk::Seen& seen) noexcept {
    Written& known = written_[seen.index];
    const std::uint64_t committed = seen.committed.to_word();
    if (known.has_header && known.committed == committed && known.settled == seen.settled) return true;
    alignas(ChunkHeader) std::array<char, sizeof(ChunkHeader)> bytes{};
    auto& copy = *new (bytes.data()) ChunkHeader{};
    copy.magic.store(ChunkHeader::kMagic, std::memory_order_relaxed);
    copy.capacity.store(seen.capacity, std::memory_order_relaxed);
    copy.sequence.store(seen.sequence, std::memory_order_relaxed);
    copy.signal.store(seen.signal, std::memory_order_relaxed);
    copy.settled.store(seen.settled, std::memory_order_relaxed);
    copy.committed.store(committed, std::memory_order_relaxed);
    for (std::size_t seal = 0; seal < copy.seals.size(); ++seal)
        copy.seals[seal].store(seen.seals[seal], std::memory_order_relaxed);
    if (!write_at(fd, seen.index * ChunkPool::kChunkBytes, bytes.data(), bytes.size())) return false;
    known.has_header = true;
    known.committed = committed;
    known.settled = seen.settled;
    return true;
}

bool RegionWriter::erase_all(int fd, std::size_t from, std::size_t to) noexcept {
    while (to-- > from)
        if (written_[to].sequence != 0 && !erase(fd, to)) return false;
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
