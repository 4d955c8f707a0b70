#pragma once

// Snapshots of one metric or a few, and what comes of them.

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "telemetryflow/prometheus_text.hpp"

namespace telemetryflow::prometheus {

/// Its metrics without labels of a scope, and no resource.
inline MetricSnapshot snapshot_of(std::vector<MetricData> metrics) {
    MetricSnapshot snapshot;
    snapshot.scopes.push_back({.metrics = std::move(metrics)});
    return snapshot;
}

inline MetricData counter(std::string name, NumberValue value, std::string unit = {}, std::string description = {}) {
    return {std::move(name), std::move(unit), std::move(description),
            SumData{.points = {{.value = value}}, .is_monotonic = true}};
}

inline MetricData gauge(std::string name, NumberValue value, std::string unit = {}, std::string description = {}) {
    return {std::move(name), std::move(unit), std::move(description), GaugeData{.points = {{.value = value}}}};
}

/// Of a text from which nothing was left out.
inline std::string whole_text(const MetricSnapshot& snapshot, PrometheusFormat format,
                              const PrometheusOptions& options = {}) {
    const PrometheusExposition exposition = prometheus_text(snapshot, format, options);
    EXPECT_TRUE(exposition.dropped.empty()) << exposition.dropped.front();
    return exposition.text;
}

inline std::string as_text(std::vector<MetricData> metrics) {
    return whole_text(snapshot_of(std::move(metrics)), PrometheusFormat::Text);
}

inline std::string as_open_metrics(std::vector<MetricData> metrics) {
    return whole_text(snapshot_of(std::move(metrics)), PrometheusFormat::OpenMetrics);
}

}  // namespace telemetryflow::prometheus
