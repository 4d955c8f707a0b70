#include "pipeline/metric_source.hpp"

#include <chrono>
#include <mutex>
#include <new>

#include "durability/metric_snapshot.hpp"

namespace telemetryflow::pipeline {

MetricSource::MetricSource(hot::Engine& engine, const Envelope& envelope, const PipelineOptions& options,
                           DeliveryCounts& counts)
    : engine_(engine), envelope_(envelope), options_(options), counts_(counts), encoder_(envelope, options, requests_) {
    if (options.temporality == Temporality::Cumulative) {
        store_ = dynamic_cast<durability::MappedRegion*>(&engine.pool.memory());
    }
    // What an earlier worker of this process kept when it ended, the next collection tells anew.
    std::uint64_t kept = 0;
    counts_.change(SignalType::Metrics, [&](SignalDelivery& delivery) {
        kept = delivery.collected - delivery.delivered - delivery.rejected;
        for (const auto& [reason, points] : delivery.dropped)
            kept -= points;
    });
    counts_.drop(SignalType::Metrics, "superseded", kept);
}

void MetricSource::collect() {
    const auto begin = std::chrono::steady_clock::now();
    auto collecting = engine_.begin_collection();
    const std::uint64_t now = engine_.clock.now();
    std::uint64_t points = engine_.metrics.collect(
        options_.temporality, now,
        [&](const hot::MetricStream& stream, const hot::MetricPoint& point) { encoder_.add(stream, point, now); });
    {
        // The last metric is written here, and its description may be added to an instrument at any time.
        const std::lock_guard lock(engine_.metrics.mutex());
        encoder_.finish();
    }
    if (self_ != nullptr) {
        counts_.times.add_collection(std::chrono::steady_clock::now() - begin);
        points += self_->collect(now);
    }
    collect_for_mark_ = false;
    collecting.unlock();
    // Before it is counted: what the counters tell of is kept already, where it can be.
    store();
    counts_.change(SignalType::Metrics, [&](SignalDelivery& delivery) { delivery.collected += points; });
    unsettled_.fetch_add(points, std::memory_order_relaxed);
}

void MetricSource::store() noexcept try {
    if (store_ == nullptr || requests_.empty()) return;
    stored_.clear();
    requests_.for_each([&](const MetricRequests::Request& request) {
        durability::MetricSnapshot::append(stored_, static_cast<std::uint32_t>(request.points),
                                           envelope_.contents_of(request.body));
    });
    undelivered_ = requests_.size();
    is_stored_ = store_->keep_metrics(stored_);
} catch (const std::bad_alloc&) {
    // It is delivered all the same, only that it would not survive a kill.
}

void MetricSource::delivered() {
    if (undelivered_ == 0 || --undelivered_ != 0 || !is_stored_) return;
    store_->forget_metrics();
    is_stored_ = false;
}

bool MetricSource::next(Batch& batch) {
    if (requests_.empty()) collect();
    if (requests_.empty()) return false;
    requests_.pop_into(batch);
    batch.full = !requests_.empty();
    return true;
}

void MetricSource::settle(Batch& batch) {
    unsettled_.fetch_sub(batch.items, std::memory_order_relaxed);
    requests_.give_back(batch);
}

bool MetricSource::keep(const Batch* /*unsettled*/) {
    return is_stored_;
}

std::uint64_t MetricSource::discard() {
    std::uint64_t points = 0;
    for (; !requests_.empty(); requests_.pop_front())
        points += requests_.front().points;
    unsettled_.fetch_sub(points, std::memory_order_relaxed);
    return points;
}

}  // namespace telemetryflow::pipeline
