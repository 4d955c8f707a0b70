#include "hot/chunk_pool.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "hot/private_memory.hpp"

namespace telemetryflow::hot {
namespace {

constexpr std::size_t kWordBits = 64;

// The lowest position at which `run` neighbouring bits are set, or kWordBits.
std::size_t find_run(std::uint64_t bits, std::size_t run) noexcept {
    std::uint64_t starts = bits;
    for (std::size_t i = 1; i < run && starts != 0; ++i)
        starts &= bits >> i;
    return starts == 0 ? kWordBits : static_cast<std::size_t>(std::countr_zero(starts));
}

constexpr std::uint64_t run_mask(std::size_t run, std::size_t at) noexcept {
    return (run >= kWordBits ? ~std::uint64_t{0} : (std::uint64_t{1} << run) - 1) << at;
}

}  // namespace

ChunkPool::ChunkPool(std::unique_ptr<RegionMemory> memory)
    : memory_(std::move(memory)),
      region_(memory_->data()),
      count_(memory_->size() / kChunkBytes),
      free_((count_ + kWordBits - 1) / kWordBits),
      uses_(std::make_unique<ChunkUse[]>(count_)) {
    free_all();
}

ChunkPool::ChunkPool(std::size_t bytes) : ChunkPool(std::make_unique<PrivateMemory>(region_bytes(bytes))) {}

std::uint32_t ChunkPool::take(SignalType signal, std::size_t payload) noexcept {
    const std::size_t run = run_of(payload);
    if (run > kWordBits) return kNone;
    const std::uint32_t index = claim(run);
    if (index == kNone) return kNone;

    ChunkUse& use = uses_[index];
    use.span = static_cast<std::uint32_t>(run);
    use.settled.store(0, std::memory_order_relaxed);
    use.detached.store(false, std::memory_order_relaxed);

    ChunkHeader& chunk = header(index);
    chunk.capacity.store(static_cast<std::uint32_t>(run * kChunkBytes - sizeof(ChunkHeader)),
                         std::memory_order_relaxed);
    // Released: who sees that this one was taken sees the one that the thread had before (in_use()).
    const std::uint64_t sequence = next_sequence_.fetch_add(1, std::memory_order_acq_rel);
    use.sequence.store(sequence, std::memory_order_relaxed);
    // Released: who seals chunks while they are in use sees with it that the magic was cleared before.
    chunk.sequence.store(sequence, std::memory_order_release);
    use.signal.store(static_cast<std::uint8_t>(signal), std::memory_order_relaxed);
    chunk.signal.store(static_cast<std::uint8_t>(signal), std::memory_order_relaxed);
    for (auto& seal : chunk.seals)
        seal.store(ChunkSeal::none(sequence), std::memory_order_relaxed);
    chunk.settled.store(0, std::memory_order_relaxed);
    chunk.committed.store(0, std::memory_order_relaxed);
    // Last: a process that is killed before this leaves a chunk that nobody reads.
    chunk.magic.store(ChunkHeader::kMagic, std::memory_order_release);
    // The worker reads the chunk once it sees the flag: everything above has to be visible by then.
    use.active.store(true, std::memory_order_release);
    return index;
}

std::uint32_t ChunkPool::claim(std::size_t run) noexcept {
    // Counted after it is taken and until it is given back: where as many are counted as there are, none is free.
    if (is_full()) return kNone;
    const std::size_t words = free_.size();
    const std::size_t first = hint_.load(std::memory_order_relaxed);
    for (std::size_t i = 0; i < words; ++i) {
        const std::size_t word = (first + i) % words;
        std::uint64_t bits = free_[word].load(std::memory_order_relaxed);
        for (std::size_t at = find_run(bits, run); at < kWordBits; at = find_run(bits, run)) {
            if (free_[word].compare_exchange_weak(bits, bits & ~run_mask(run, at), std::memory_order_acquire,
                                                  std::memory_order_relaxed)) {
                hint_.store(word, std::memory_order_relaxed);
                used_.fetch_add(static_cast<std::uint32_t>(run), std::memory_order_relaxed);
                return static_cast<std::uint32_t>(word * kWordBits + at);
            }
        }
    }
    return kNone;
}

void ChunkPool::release(std::uint32_t index) noexcept {
    uses_[index].active.store(false, std::memory_order_relaxed);
    // Users' bytes within a run lie where chunks begin: none may look like one.
    for (std::uint32_t inner = index + uses_[index].span; --inner != index;)
        header(inner).magic.store(0, std::memory_order_relaxed);
    // Last: as long as the run is one chunk, nobody looks into it.
    header(index).magic.store(0, std::memory_order_release);
    used_.fetch_sub(uses_[index].span, std::memory_order_relaxed);
    uses_[index].holder.store(ChunkHolder::Nobody, std::memory_order_release);
    free_[index / kWordBits].fetch_or(run_mask(uses_[index].span, index % kWordBits), std::memory_order_release);
}

template <class Visit>
void ChunkPool::for_each_in_use(SignalType signal, Visit&& visit) const {
    for (std::size_t word = 0; word < free_.size(); ++word) {
        std::uint64_t taken = ~free_[word].load(std::memory_order_acquire);
        while (taken != 0) {
            const auto index =
                static_cast<std::uint32_t>(word * kWordBits + static_cast<std::size_t>(std::countr_zero(taken)));
            taken &= taken - 1;
            if (index >= count_) break;
            if (!uses_[index].active.load(std::memory_order_acquire)) continue;
            const std::uint8_t of_chunk = uses_[index].signal.load(std::memory_order_relaxed);
            if (of_chunk == static_cast<std::uint8_t>(signal)) visit(index);
        }
    }
}

void ChunkPool::in_use(SignalType signal, std::vector<std::uint32_t>& out) const {
    // Ordered by a copy of the sequences: comparing in place would fetch a chunk's words for every comparison.
    found_.clear();
    // A thread that moves on while this looks may take a place not yet passed, after one that was: its records would be
    // found in another order. What is taken from here on is for the next look.
    const std::uint64_t end = next_sequence_.load(std::memory_order_acquire);
    for_each_in_use(signal, [&](std::uint32_t index) {
        const std::uint64_t sequence = uses_[index].sequence.load(std::memory_order_relaxed);
        if (sequence < end) found_.emplace_back(sequence, index);
    });
    std::sort(found_.begin(), found_.end());
    for (const auto& [sequence, index] : found_)
        out.push_back(index);
}

// Whoever frees a chunk lets others write into its memory: the thread sanitizer is not to look at what is thrown away
// then.
__attribute__((no_sanitize("thread"))) Committed ChunkPool::peek_committed(std::uint32_t index) const noexcept {
    const auto* const word = reinterpret_cast<const std::uint64_t*>(&header(index).committed);
    return Committed::from_word(__atomic_load_n(word, __ATOMIC_ACQUIRE));
}

std::uint64_t ChunkPool::unsettled_records(SignalType signal) const noexcept {
    std::uint64_t records = 0;
    for_each_in_use(signal, [&](std::uint32_t index) {
        const std::uint64_t sequence = uses_[index].sequence.load(std::memory_order_relaxed);
        const std::uint32_t settled = uses_[index].settled.load(std::memory_order_acquire);
        const std::uint32_t committed = peek_committed(index).records;
        if (committed > settled && is_same(index, sequence)) records += committed - settled;
    });
    return records;
}

void ChunkPool::reset_in_child() noexcept {
    memory_->part_from_parent();
    free_all();
}

void ChunkPool::free_all() noexcept {
    for (std::size_t i = 0; i < count_; ++i) {
        uses_[i].active.store(false, std::memory_order_relaxed);
        uses_[i].holder.store(ChunkHolder::Nobody, std::memory_order_relaxed);
    }
    for (std::size_t word = 0; word < free_.size(); ++word) {
        const std::size_t bits = std::min(kWordBits, count_ - word * kWordBits);
        free_[word].store(run_mask(bits, 0), std::memory_order_relaxed);
    }
    used_.store(0, std::memory_order_relaxed);
    owned_.store(0, std::memory_order_relaxed);
    next_sequence_.store(1, std::memory_order_relaxed);
}

void ChunkPool::give_back_memory() noexcept {
    for (std::size_t word = 0; word < free_.size(); ++word) {
        // Held while it is given back, so that no thread starts to write into it meanwhile.
        const std::uint64_t held = free_[word].exchange(0, std::memory_order_acquire);
        for (std::uint64_t left = held; left != 0;) {
            const auto first = static_cast<std::size_t>(std::countr_zero(left));
            const auto run = static_cast<std::size_t>(std::countr_one(left >> first));
            memory_->give_back(region_ + (word * kWordBits + first) * kChunkBytes, run * kChunkBytes);
            left &= ~run_mask(run, first);
        }
        free_[word].fetch_or(held, std::memory_order_release);
    }
}

}  // namespace telemetryflow::hot
