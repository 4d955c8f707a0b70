// The half of MetricRegistry that keeps reservoirs of exemplars.

#include <algorithm>

#include "hot/metric_registry.hpp"

namespace telemetryflow::hot {
namespace {

constexpr std::uint64_t kSharedOwner = 0;

// OpenTelemetry's defaults: one a bucket, 20 at most of exponential buckets, one of everything else.
std::size_t reservoir_size(const MetricStream& stream) noexcept {
    constexpr std::uint32_t kOfExponential = 20;
    switch (stream.aggregation) {
        case Aggregation::ExplicitBucketHistogram: return stream.bounds.size() + 1;
        case Aggregation::ExponentialHistogram: return std::min(stream.max_size, kOfExponential);
        default: return 1;
    }
}

}  // namespace

ExemplarReservoir* MetricRegistry::reservoir(Series& series, std::uint64_t owner, Atomic<ExemplarReservoir*>& place) {
    const std::lock_guard lock(mutex_);
    if (ExemplarReservoir* const known = place.load_acquire()) return known;
    for (const Series::OwnedReservoir& made : series.reservoirs) {
        if (made.owner != owner) continue;
        place.store_release(made.reservoir.get());
        return made.reservoir.get();
    }
    const MetricStream& stream = *series.stream;
    const std::size_t size = reservoir_size(stream);
    const auto cost = static_cast<std::ptrdiff_t>(ExemplarReservoir::bytes(size));
    // Cells come first: exemplars leave them half of the memory.
    if (cell_budget_.load(std::memory_order_relaxed) - cost < kCellBudgetBytes / 2) {
        place.store_release(&no_reservoir_);
        return &no_reservoir_;
    }
    series.reservoirs.reserve(series.reservoirs.size() + 1);
    auto made = std::make_unique<ExemplarReservoir>(size, stream.aggregation == Aggregation::ExplicitBucketHistogram);
    cell_budget_.fetch_sub(cost, std::memory_order_relaxed);
    place.store_release(made.get());
    return series.reservoirs.emplace_back(Series::OwnedReservoir{owner, std::move(made)}).reservoir.get();
}

void MetricRegistry::retire_reservoir(Series& series, std::uint64_t owner) noexcept {
    const auto of = [&](std::uint64_t wanted) {
        return std::find_if(series.reservoirs.begin(), series.reservoirs.end(),
                            [wanted](const Series::OwnedReservoir& made) { return made.owner == wanted; });
    };
    const auto own = of(owner);
    if (own == series.reservoirs.end()) return;
    const auto shared = of(kSharedOwner);
    if (shared == series.reservoirs.end()) {
        own->owner = kSharedOwner;
        return;
    }
    shared->reservoir->merge(*own->reservoir);
    cell_budget_.fetch_add(static_cast<std::ptrdiff_t>(ExemplarReservoir::bytes(own->reservoir->size())),
                           std::memory_order_relaxed);
    series.reservoirs.erase(own);
}

void MetricRegistry::reset_reservoirs(Series& series, std::uint64_t kept_owner) noexcept {
    std::erase_if(series.reservoirs, [&](const Series::OwnedReservoir& made) {
        return made.owner != kept_owner && made.owner != kSharedOwner;
    });
    for (const Series::OwnedReservoir& made : series.reservoirs)
        made.reservoir->reset();
}

void MetricRegistry::fill_exemplars(const Series& series, MetricPoint& point) {
    for (Exemplar& exemplar : exemplar_scratch_)
        exemplar.time = 0;
    const std::uint64_t since = point.temporality == Temporality::Delta ? point.start_time : 0;
    for (const Series::OwnedReservoir& made : series.reservoirs)
        made.reservoir->collect(since, exemplar_scratch_);
    const auto end = std::partition(exemplar_scratch_.begin(), exemplar_scratch_.end(),
                                    [](const Exemplar& exemplar) { return exemplar.time != 0; });
    point.exemplars = {exemplar_scratch_.data(), static_cast<std::size_t>(end - exemplar_scratch_.begin())};
}

}  // namespace telemetryflow::hot
