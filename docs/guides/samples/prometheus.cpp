// Quoted by docs/guides/prometheus.md.

#include <string>
#include <string_view>
#include <variant>

#include "telemetryflow/metric_reader.hpp"
#include "telemetryflow/prometheus_text.hpp"
#include "telemetryflow/telemetryflow.hpp"

using namespace telemetryflow;

struct MetricsPage {
    std::string content_type;
    std::string body;
};

std::int64_t requests_so_far(TelemetryFlowClient& client) {
    std::int64_t total = 0;
    // [reader]
    MetricReader reader = client.metric_reader({.temporality = Temporality::Delta});
    const MetricSnapshot snapshot = reader.collect();
    for (const ScopeMetrics& scope : snapshot.scopes) {
        for (const MetricData& metric : scope.metrics) {
            const auto* sum = std::get_if<SumData>(&metric.data);
            if (sum == nullptr || metric.name != "http.requests") continue;
            for (const NumberDataPoint& point : sum->points)
                total += point.value.as_int64();
        }
    }
    // [/reader]
    return total;
}

// [text]
MetricsPage metrics_page(MetricReader& reader, std::string_view accept) {
    const PrometheusFormat format = prometheus_format_for(accept);
    PrometheusExposition exposition = prometheus_text(reader.collect(), format);
    return {std::string(content_type(format)), std::move(exposition.text)};
}
// [/text]
