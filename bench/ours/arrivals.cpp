#include "ours/arrivals.hpp"

#include <stdexcept>

#include "ours/otlp_counts.hpp"

namespace telemetryflow::bench {

void Arrivals::add(const ExportRequest& request) {
    if (inspect_.load(std::memory_order_relaxed)) add_inspected(request);
    records_[static_cast<std::size_t>(request.signal)].fetch_add(request.items, std::memory_order_relaxed);
}

void Arrivals::add_inspected(const ExportRequest& request) {
    const std::string_view body(reinterpret_cast<const char*>(request.body.data()), request.body.size());
    if (request.signal != SignalType::Metrics) {
        if (count_records(body) != request.items) throw std::runtime_error("a request holds not what it says");
        return;
    }
    const std::lock_guard lock(mutex_);
    if (!take_points(body, points_)) throw std::runtime_error("a metrics request is broken");
}

std::uint64_t Arrivals::records(SignalType signal) const {
    return records_[static_cast<std::size_t>(signal)].load(std::memory_order_relaxed);
}

double Arrivals::metric(std::string_view name) const {
    const std::string prefix = std::string(name) + '\0';
    const std::lock_guard lock(mutex_);
    double sum = 0;
    for (auto point = points_.lower_bound(prefix); point != points_.end(); ++point) {
        if (!point->first.starts_with(prefix)) break;
        sum += point->second;
    }
    return sum;
}

}  // namespace telemetryflow::bench
