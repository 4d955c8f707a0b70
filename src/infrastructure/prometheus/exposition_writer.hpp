#pragma once

// Sorts the points of a snapshot into families and writes these. Used by one thread, for one snapshot.

#include <deque>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "telemetryflow/domain/metric_snapshot.hpp"
#include "telemetryflow/domain/prometheus_options.hpp"
#include "telemetryflow/prometheus_exposition.hpp"
#include "telemetryflow/prometheus_format.hpp"

#include "infrastructure/prometheus/classic_buckets.hpp"
#include "infrastructure/prometheus/label_set.hpp"
#include "infrastructure/prometheus/metric_family.hpp"

namespace telemetryflow::prometheus {

class ExpositionWriter {
public:
    ExpositionWriter(PrometheusFormat format, const PrometheusOptions& options) : format_(format), options_(options) {}

    void add_resource(std::span<const OwnedAttribute> resource);
    void add(const ScopeMetrics& scope);
    [[nodiscard]] PrometheusExposition take();

private:
    void add(const ScopeMetrics& scope, const MetricData& metric);
    void add_points(const ScopeMetrics& scope, const MetricData& metric, const GaugeData& gauge);
    void add_points(const ScopeMetrics& scope, const MetricData& metric, const SumData& sum);
    template <class Histogram>
    requires(requires(const Histogram& data) {
        data.points.front().count;
    }) void add_points(const ScopeMetrics& scope, const MetricData& metric, const Histogram& histogram);
    void add_numbers(const ScopeMetrics& scope, const MetricData& metric, MetricFamily::Type type,
                     std::span<const NumberDataPoint> points);
    template <class Point>
    void add_histogram(MetricFamily& family, const std::string& labels, const Point& point);
    void add_created(MetricFamily& family, const std::string& labels, std::uint64_t start);

    // Null where another metric of that name has another type.
    MetricFamily* family_of(const MetricData& metric, MetricFamily::Type type);
    [[nodiscard]] LabelSet labels_of(const ScopeMetrics& scope, std::span<const OwnedAttribute> attributes,
                                     std::string_view reserved = {}) const;
    bool begin_point(MetricFamily& family, const std::string& labels, const MetricData& metric);
    [[nodiscard]] bool is_open() const noexcept { return format_ == PrometheusFormat::OpenMetrics; }
    void drop(const MetricData& metric, const std::string& reason);

    const PrometheusFormat format_;
    const PrometheusOptions options_;
    std::deque<MetricFamily> families_;
    std::map<std::string, MetricFamily*> by_name_;
    std::vector<std::string> dropped_;
};

}  // namespace telemetryflow::prometheus
