#include "hot/open_spans.hpp"

namespace telemetryflow::hot {

bool OpenSpans::insert(SpanId id, SpanState* state) noexcept {
    if (size_.fetch_add(1, std::memory_order_relaxed) >= limit_) {
        size_.fetch_sub(1, std::memory_order_relaxed);
        return false;
    }
    Shard& shard = shard_of(id);
    shard.lock.lock();
    state->next_open = nullptr;
    *find(shard, id) = state;
    shard.lock.unlock();
    return true;
}

SpanState* OpenSpans::take(SpanId id) noexcept {
    Shard& shard = shard_of(id);
    shard.lock.lock();
    SpanState** link = find(shard, id);
    SpanState* state = *link;
    if (state != nullptr) {
        *link = state->next_open;
        size_.fetch_sub(1, std::memory_order_relaxed);
    }
    shard.lock.unlock();
    return state;
}

std::vector<SpanState*> OpenSpans::take_all() {
    std::vector<SpanState*> all;
    all.reserve(limit_ < size() + 1 ? limit_ : size() + 1);
    for (Shard& shard : shards_) {
        shard.lock.lock();
        for (SpanState*& bucket : shard.buckets) {
            while (bucket != nullptr) {
                all.push_back(bucket);
                bucket = bucket->next_open;
                size_.fetch_sub(1, std::memory_order_relaxed);
            }
        }
        shard.lock.unlock();
    }
    return all;
}

void OpenSpans::lock_all() noexcept {
    for (Shard& shard : shards_)
        shard.lock.lock();
}

void OpenSpans::unlock_all() noexcept {
    for (Shard& shard : shards_)
        shard.lock.unlock();
}

}  // namespace telemetryflow::hot
