#include "hot/series_cache.hpp"

#include <new>
#include <utility>

namespace telemetryflow::hot {

void SeriesCache::insert(const SeriesKey& key, std::uint64_t hash, const Target& target) noexcept try {
    if (count_ >= kMaxEntries || keys_.size() > kMaxKeyBytes) clear();
    if (2 * (count_ + 1) > entries_.size()) rehash(entries_.empty() ? 64 : 2 * entries_.size());
    const std::size_t key_at = keys_.size();
    const bool stored = key.store(keys_);
    keys_data_ = keys_.data();  // may have moved, also when memory was refused later on
    if (!stored) {
        keys_.set_end(keys_.data() + key_at);
        return;
    }
    std::size_t slot = hash & mask_;
    while (entries_[slot].target.series != nullptr)
        slot = (slot + 1) & mask_;
    entries_[slot] = {hash, key_at, target};
    ++count_;
} catch (const std::bad_alloc&) {
}

void SeriesCache::clear() noexcept {
    for (Entry& entry : entries_)
        entry = {};
    count_ = 0;
    keys_.clear();
}

void SeriesCache::rehash(std::size_t capacity) {
    std::vector<Entry> old(capacity);
    old.swap(entries_);
    mask_ = capacity - 1;
    for (const Entry& entry : old) {
        if (entry.target.series == nullptr) continue;
        std::size_t slot = entry.hash & mask_;
        while (entries_[slot].target.series != nullptr)
            slot = (slot + 1) & mask_;
        entries_[slot] = entry;
    }
}

}  // namespace telemetryflow::hot
