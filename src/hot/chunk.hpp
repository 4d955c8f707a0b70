#pragma once

// A piece of the staging region. One thread at a time owns it and is its only writer; the pipeline's worker reads what
// is committed. The header lies at the start of the chunk's memory, so that a mapped region can be read by the next
// process after this one was killed; what only this process needs is beside it in ChunkUse.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "hot/record.hpp"

namespace telemetryflow::hot {

/// How much of a chunk is published: one word, so that bytes and records always agree.
struct Committed {
    std::uint32_t bytes = 0;
    std::uint32_t records = 0;

    [[nodiscard]] static constexpr Committed from_word(std::uint64_t word) noexcept {
        return {static_cast<std::uint32_t>(word), static_cast<std::uint32_t>(word >> 32U)};
    }
    [[nodiscard]] constexpr std::uint64_t to_word() const noexcept {
        return static_cast<std::uint64_t>(records) << 32U | bytes;
    }
};

/// What is proven to be whole of a chunk: CRC32C over its sequence and the first `bytes` of its records (ADR 0003).
struct ChunkSeal {
    std::uint32_t bytes = 0;
    std::uint32_t sum = 0;

    /// The word of a chunk that is not sealed: more bytes than there are. Of each use of a chunk another one, so that
    /// who seals it late finds whether there is another use by then.
    [[nodiscard]] static constexpr std::uint64_t none(std::uint64_t sequence) noexcept {
        return sequence << 32U | 0xFFFFFFFFU;
    }

    [[nodiscard]] static constexpr ChunkSeal from_word(std::uint64_t word) noexcept {
        return {static_cast<std::uint32_t>(word), static_cast<std::uint32_t>(word >> 32U)};
    }
    [[nodiscard]] constexpr std::uint64_t to_word() const noexcept {
        return static_cast<std::uint64_t>(sum) << 32U | bytes;
    }
};

struct alignas(64) ChunkHeader {
    static constexpr std::uint32_t kMagic = 0x54464331;  // "TFC1"

    std::atomic<std::uint32_t> magic;     // kMagic as long as the chunk is in use
    std::atomic<std::uint32_t> capacity;  // bytes for records after this header
    std::atomic<std::uint64_t> sequence;  // order in which chunks were taken, unique in the region
    std::atomic<std::uint8_t> signal;     // SignalType of every record in the chunk
    std::uint8_t reserved[3];
    /// Records, from the first on, whose delivery is settled: what recovery leaves out. The worker alone writes it.
    std::atomic<std::uint32_t> settled;
    /// Published with release after the record's bytes: what recovery and the worker may read.
    std::atomic<std::uint64_t> committed;
    /// ChunkSeal::none() as long as the chunk is not sealed. Two, so that one stays while the other is on its way to
    /// the disk.
    std::array<std::atomic<std::uint64_t>, 2> seals;
};
static_assert(sizeof(ChunkHeader) == 64);

/// Who may free a chunk that its owner has let go. With OverflowPolicy::DropOldest recording threads discard chunks,
/// but none that the worker holds.
enum class ChunkHolder : std::uint8_t { Nobody, Worker, Discarder };

/// What the running process knows of a chunk.
struct ChunkUse {
    /// The chunk is taken and its header is complete. Kept here and not in the chunk, whose bytes users write.
    std::atomic<bool> active{false};
    /// The owner has let go; nothing more is written.
    std::atomic<bool> detached{false};
    std::atomic<ChunkHolder> holder{ChunkHolder::Nobody};
    /// How many neighbouring chunks' memory this one spans.
    std::uint32_t span = 1;

    /// Records whose delivery is settled; written by the worker, read by whoever asks how much is in memory.
    std::atomic<std::uint32_t> settled{0};
    /// The header's. Who looks at chunks that others may free meanwhile reads them here: the header's place may be
    /// within another record by then.
    std::atomic<std::uint64_t> sequence{0};
    std::atomic<std::uint8_t> signal{0};

    // Only the worker touches what follows.
    Committed taken;  // what has gone into batches
};

}  // namespace telemetryflow::hot
