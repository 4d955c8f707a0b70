#pragma once

// A thread's own way from a measurement's key to its cell: open addressing over full keys, bounded in bytes. When the
// bound is reached it is emptied and fills again; the cells themselves stay with their series. Used by one thread.

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

    [[nodiscard]] const Target* find(const SeriesKey& key, std::uint64_t hash) const noexcept {
        if (entries_.empty()) [[unlikely]]
            return nullptr;
        for (std::size_t slot = hash & mask_;; slot = (slot + 1) & mask_) {
            const Entry& entry = entries_[slot];
            if (entry.target.series == nullptr) return nullptr;
            if (entry.hash == hash && key.equals(keys_data_ + entry.key_at)) return &entry.target;
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

    void rehash(std::size_t capacity);

    std::vector<Entry> entries_;
    std::size_t mask_ = 0;
    std::size_t count_ = 0;
    ByteBuffer keys_;
    const char* keys_data_ = nullptr;
};

}  // namespace telemetryflow::hot
