#pragma once

// Spans that were started by id and wait for their end: the specification's manual form, from any thread. A chained
// hash table in shards, each under a short lock; the chains run through the spans themselves, so nothing is allocated.
// Bounded; what is over the bound is refused.

#include <array>
#include <atomic>
#include <cstdint>
#include <vector>

#include "telemetryflow/domain/trace_context.hpp"

#include "hot/span_state.hpp"
#include "hot/spin_lock.hpp"

namespace telemetryflow::hot {

class OpenSpans {
public:
    explicit OpenSpans(std::uint32_t limit) : limit_(limit) {}

    /// False when there are too many; `state` is then still the caller's.
    [[nodiscard]] bool insert(SpanId id, SpanState* state) noexcept;
    /// Takes the span out, or returns nullptr when the id is not open.
    [[nodiscard]] SpanState* take(SpanId id) noexcept;
    /// Calls `use(SpanState&)` under the shard's lock; false when the id is not open.
    template <class Use>
    bool with(SpanId id, Use&& use) noexcept {
        Shard& shard = shard_of(id);
        shard.lock.lock();
        SpanState** link = find(shard, id);
        const bool open = *link != nullptr;
        if (open) use(**link);
        shard.lock.unlock();
        return open;
    }
    /// Takes every open span out.
    [[nodiscard]] std::vector<SpanState*> take_all();
    [[nodiscard]] std::uint32_t size() const noexcept { return size_.load(std::memory_order_relaxed); }

    void lock_all() noexcept;
    void unlock_all() noexcept;

private:
    static constexpr std::size_t kShards = 16;
    static constexpr std::size_t kBuckets = 256;

    struct alignas(64) Shard {
        SpinLock lock;
        std::array<SpanState*, kBuckets> buckets{};
    };

    // Ids are random, so their bytes are the hash.
    Shard& shard_of(SpanId id) noexcept { return shards_[id.bytes[0] % kShards]; }
    // The link that points at the open span `id`, or at the null that ends its chain.
    static SpanState** find(Shard& shard, SpanId id) noexcept {
        SpanState** link = &shard.buckets[id.bytes[1]];
        while (*link != nullptr && (*link)->context.span_id != id)
            link = &(*link)->next_open;
        return link;
    }

    const std::uint32_t limit_;
    std::array<Shard, kShards> shards_;
    std::atomic<std::uint32_t> size_{0};
};

}  // namespace telemetryflow::hot
