#include "hot/series_cache.hpp"

#include <new>
#include <utility>

namespace telemetryflow::hot {

const SeriesCache::Entry SeriesCache::kNoEntry{};

void SeriesCache::insert(const SeriesKey& key, std::uint64_t hash, const Target& target) noexcept try {
    if (count_ >= kMaxEntries || stored_keys_.size() > kMaxKeyBytes) clear();
    if (2 * (count_ + 1) > table_.size()) rehash(table_.empty() ? 64 : 2 * table_.size());
    const std::size_t key_at = stored_keys_.size();
    const bool stored = key.store(stored_keys_);
    keys_ = stored_keys_.data();  // may have moved, also when memory was refused later on
    if (!stored) {
        stored_keys_.set_end(stored_keys_.data() + key_at);
        return;
    }
    std::size_t slot = hash & mask_;
    while (table_[slot].target.series != nullptr)
        slot = (slot + 1) & mask_;
    table_[slot] = {hash, key_at, target};
    ++count_;
} catch (const std::bad_alloc&) {
    // Not remembered: the next measurement comes here again.
}

void SeriesCache::clear() noexcept {
    for (Entry& entry : table_)
        entry = {};
    recent_.fill(0);
    count_ = 0;
    stored_keys_.clear();
}

void SeriesCache::rehash(std::size_t capacity) {
    std::vector<Entry> old(capacity);
    old.swap(table_);
    entries_ = table_.data();
    mask_ = capacity - 1;
    for (const Entry& entry : old) {
        if (entry.target.series == nullptr) continue;
        std::size_t slot = entry.hash & mask_;
        while (table_[slot].target.series != nullptr)
            slot = (slot + 1) & mask_;
        table_[slot] = entry;
    }
    recent_.fill(0);
}

}  // namespace telemetryflow::hot
