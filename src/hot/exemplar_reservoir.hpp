#pragma once

// The exemplars of one thread's share of a series (OpenTelemetry metrics SDK, "ExemplarReservoir"): a uniform sample of
// what came since the last collection, one per bucket where buckets are explicit, of everything otherwise. Written by
// its thread, or by all of them where the share is all threads'; read by the collector; locked for a few instructions.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "hot/exemplar.hpp"
#include "hot/spin_lock.hpp"

namespace telemetryflow::hot {

class ExemplarReservoir {
public:
    /// How many exemplars, and whether each is that of a bucket. Throws std::bad_alloc.
    ExemplarReservoir(std::size_t size, bool per_bucket) : slots_(size), per_bucket_(per_bucket) {}

    /// Offers a measurement of `bucket`. When it is taken, `fill(Exemplar&)` has to set all of it; what it throws
    /// leaves none in the place. `random()` gives 64 bits.
    template <class Random, class Fill>
    void offer(std::size_t bucket, Random&& random, Fill&& fill);

    /// Adds what is newer than `since` to `found`, which has a place for each slot: of several threads' the newest.
    /// What comes from now on is a new sample.
    void collect(std::uint64_t since, std::vector<Exemplar>& found);
    /// Takes over what `other` has, where it is newer.
    void merge(ExemplarReservoir& other);
    /// In a forked child, where no other thread writes.
    void reset() noexcept;

    [[nodiscard]] std::size_t size() const noexcept { return slots_.size(); }
    [[nodiscard]] static std::size_t bytes(std::size_t size) noexcept {
        return sizeof(ExemplarReservoir) + size * sizeof(Slot);
    }

private:
    struct Slot {
        Exemplar exemplar;
        std::uint64_t seen = 0;  // of its bucket, since the last collection
    };

    SpinLock lock_;
    std::vector<Slot> slots_;
    bool per_bucket_;
    std::uint64_t seen_ = 0;  // of everything, since the last collection
};

template <class Random, class Fill>
void ExemplarReservoir::offer(std::size_t bucket, Random&& random, Fill&& fill) {
    lock_.lock();
    std::size_t at = bucket;
    bool taken = false;
    if (per_bucket_) {
        const std::uint64_t seen = ++slots_[at].seen;
        taken = seen == 1 || random() % seen == 0;
    } else {
        const std::uint64_t seen = ++seen_;
        at = static_cast<std::size_t>(seen <= slots_.size() ? seen - 1 : random() % seen);
        taken = at < slots_.size();
    }
    if (taken) {
        Exemplar& exemplar = slots_[at].exemplar;
        exemplar.time = 0;
        try {
            fill(exemplar);
        } catch (...) {
            exemplar.time = 0;  // memory was refused: the measurement counts, only that it is no exemplar
        }
    }
    lock_.unlock();
}

}  // namespace telemetryflow::hot
