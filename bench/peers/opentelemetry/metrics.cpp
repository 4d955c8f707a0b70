#include "peers/opentelemetry/metrics.hpp"

#include <cmath>
#include <string>

#include <opentelemetry/exporters/otlp/otlp_metric_utils.h>
#include <opentelemetry/proto/collector/metrics/v1/metrics_service.pb.h>
#include <opentelemetry/sdk/metrics/data/point_data.h>
#include <opentelemetry/sdk/metrics/export/metric_producer.h>
#include <opentelemetry/sdk/metrics/view/view_registry.h>

#include "peers/opentelemetry/encode.hpp"
#include "peers/opentelemetry/resource.hpp"
#include "peers/opentelemetry/subject_name.hpp"

namespace telemetryflow::bench {
namespace {

namespace metrics = opentelemetry::sdk::metrics;
namespace nostd = opentelemetry::nostd;

std::uint64_t points_of(const metrics::ResourceMetrics& data) {
    std::uint64_t points = 0;
    for (const metrics::ScopeMetrics& scope : data.scope_metric_data_) {
        for (const metrics::MetricData& metric : scope.metric_data_)
            points += metric.point_data_attr_.size();
    }
    return points;
}

double value_of(const metrics::ValueType& value) {
    if (nostd::holds_alternative<double>(value)) return nostd::get<double>(value);
    return static_cast<double>(nostd::get<std::int64_t>(value));
}

double measurements_of(const metrics::ResourceMetrics& data, std::string_view name) {
    double sum = 0;
    for (const metrics::ScopeMetrics& scope : data.scope_metric_data_) {
        for (const metrics::MetricData& metric : scope.metric_data_) {
            if (metric.instrument_descriptor.name_ != name) continue;
            for (const metrics::PointDataAttributes& point : metric.point_data_attr_) {
                if (nostd::holds_alternative<metrics::SumPointData>(point.point_data)) {
                    sum += value_of(nostd::get<metrics::SumPointData>(point.point_data).value_);
                } else if (nostd::holds_alternative<metrics::HistogramPointData>(point.point_data)) {
                    sum += static_cast<double>(nostd::get<metrics::HistogramPointData>(point.point_data).count_);
                }
            }
        }
    }
    return sum;
}

}  // namespace

class OpenTelemetryMetrics::Reader final : public metrics::MetricReader {
public:
    metrics::AggregationTemporality GetAggregationTemporality(metrics::InstrumentType) const noexcept override {
        return metrics::AggregationTemporality::kCumulative;
    }

private:
    bool OnForceFlush(std::chrono::microseconds) noexcept override { return true; }
    bool OnShutDown(std::chrono::microseconds) noexcept override { return true; }
};

OpenTelemetryMetrics::OpenTelemetryMetrics()
    : reader_(std::make_shared<Reader>()),
      provider_(std::make_unique<metrics::MeterProvider>(std::make_unique<metrics::ViewRegistry>(), peer_resource())) {
    provider_->AddMetricReader(reader_);
    meter_ = provider_->GetMeter("bench");
}

OpenTelemetryMetrics::~OpenTelemetryMetrics() = default;

std::uint64_t OpenTelemetryMetrics::collect_and_encode() {
    using Request = opentelemetry::proto::collector::metrics::v1::ExportMetricsServiceRequest;
    std::uint64_t points = 0;
    reader_->Collect([&points](metrics::ResourceMetrics& data) {
        points = points_of(data);
        encode<Request>([&data](Request* request) {
            opentelemetry::exporter::otlp::OtlpMetricUtils::PopulateRequest(data, request);
        });
        return true;
    });
    return points;
}

const std::string& OpenTelemetryMetrics::subject() const {
    return opentelemetry_subject();
}

void OpenTelemetryMetrics::drain() {
    reader_->Collect([](metrics::ResourceMetrics&) { return true; });
}

std::uint64_t OpenTelemetryMetrics::arrived(std::string_view metric) {
    double sum = 0;
    reader_->Collect([&](metrics::ResourceMetrics& data) {
        sum = measurements_of(data, metric);
        return true;
    });
    return static_cast<std::uint64_t>(std::llround(sum));
}

}  // namespace telemetryflow::bench
