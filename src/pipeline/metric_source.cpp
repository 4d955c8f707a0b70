#include "pipeline/metric_source.hpp"

#include <chrono>
#include <mutex>
#include <new>

#include "hot/wire.hpp"

namespace telemetryflow::pipeline {

bool MetricSource::next(Batch& batch) {
    if (requests_.empty()) {
        const auto begin = std::chrono::steady_clock::now();
        const std::uint64_t now = engine_.clock.now();
        std::uint64_t points = engine_.metrics.collect(
            options_.temporality, now, [&](const hot::Instrument& instrument, const hot::MetricPoint& point) {
                encoder_.add(instrument, point, now);
            });
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
        counts_.change(SignalType::Metrics, [&](SignalDelivery& delivery) { delivery.collected += points; });
        unsettled_.fetch_add(points, std::memory_order_relaxed);
    }
    if (requests_.empty()) return false;
    const MetricRequests::Request request = requests_.front();
    if (!batch.bytes.ensure(request.body.size())) throw std::bad_alloc();
    batch.bytes.set_end(hot::wire::put_raw(batch.bytes.end(), request.body.data(), request.body.size()));
    batch.items = request.points;
    requests_.pop_front();
    batch.full = !requests_.empty();
    return true;
}

void MetricSource::settle(Batch& batch) {
    unsettled_.fetch_sub(batch.items, std::memory_order_relaxed);
}

std::uint64_t MetricSource::discard() {
    std::uint64_t points = 0;
    for (; !requests_.empty(); requests_.pop_front())
        points += requests_.front().points;
    unsettled_.fetch_sub(points, std::memory_order_relaxed);
    return points;
}

}  // namespace telemetryflow::pipeline
