#pragma once

// A thread's own way from a measurement's key to its cell: open addressing over full keys, bounded in bytes. When the
// bound is reached it is emptied and fills again; the cells themselves stay with their series. In front of it a table
// of guesses: where the same call of the program, as its addresses tell, went last; a right guess saves the hash. Used
// by one thread.

#include <array>
#include <cstdint>
#include <vector>

#include "hot/byte_buffer.hpp"
#include "hot/series_key.hpp"

namespace telemetryflow::hot {

struct Series;
struct SumCell;
class HistogramCell;

class SeriesCache {
public:
    /// Where a measurement goes; the kind of the instrument says which of the two cells is set.
    struct Target {
        Series* series = nullptr;
        SumCell* sum = nullptr;
        HistogramCell* histogram = nullptr;
    };

    /// The target that a key with this print had last, when it is the same key; null says nothing.
    [[nodiscard, gnu::always_inline]] const Target* recall(const SeriesKey& key, std::uint64_t print) const noexcept {
        const Entry& entry = entries_[recent_[recent_slot(print)]];
        return entry.target.series != nullptr && key.equals(keys_ + entry.key_at) ? &entry.target : nullptr;
    }

    [[nodiscard]] const Target* find(const SeriesKey& key, std::uint64_t hash, std::uint64_t print) noexcept {
        for (std::size_t slot = hash & mask_;; slot = (slot + 1) & mask_) {
            const Entry& entry = entries_[slot];
            if (entry.target.series == nullptr) return nullptr;
            if (entry.hash != hash || !key.equals(keys_ + entry.key_at)) continue;
            recent_[recent_slot(print)] = static_cast<std::uint16_t>(slot);
            return &entry.target;
        }
    }

    /// Remembers `target` for `key`. Doing nothing when memory is refused is correct, only slower.
    void insert(const SeriesKey& key, std::uint64_t hash, const Target& target) noexcept;

    void clear() noexcept;

private:
    struct Entry {
        std::uint64_t hash = 0;
        std::size_t key_at = 0;
        Target target;
    };

    static constexpr std::size_t kMaxKeyBytes = 512U << 10U;
    static constexpr std::size_t kMaxEntries = 4096;
    static constexpr unsigned kRecentBits = 12;

    [[nodiscard]] static std::size_t recent_slot(std::uint64_t print) noexcept { return print >> (64U - kRecentBits); }
    void rehash(std::size_t capacity);

    // Beside the vectors that own them, because a look-up reads nothing but what is here. Without entries there is one
    // that is empty.
    static const Entry kNoEntry;
    const Entry* entries_ = &kNoEntry;
    const char* keys_ = nullptr;
    std::size_t mask_ = 0;
    std::size_t count_ = 0;
    std::array<std::uint16_t, std::size_t{1} << kRecentBits> recent_{};  // by print: a slot, which is a hint
    std::vector<Entry> table_;
    ByteBuffer stored_keys_;
};

}  // namespace telemetryflow::hot
