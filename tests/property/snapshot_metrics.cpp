#include "property/snapshot_metrics.hpp"

#include <type_traits>
#include <variant>

namespace telemetryflow::tests::property {
namespace {

namespace metrics = otlp::metrics::v1;

metrics::AggregationTemporality temporality_of(Temporality temporality) {
    return temporality == Temporality::Delta ? metrics::AGGREGATION_TEMPORALITY_DELTA
                                             : metrics::AGGREGATION_TEMPORALITY_CUMULATIVE;
}

struct PutValue {
    otlp::common::v1::AnyValue& to;

    void operator()(bool value) const { to.set_bool_value(value); }
    void operator()(std::int64_t value) const { to.set_int_value(value); }
    void operator()(double value) const { to.set_double_value(value); }
    void operator()(const std::string& value) const { to.set_string_value(value); }
    void operator()(const std::vector<std::byte>& value) const {
        to.set_bytes_value(reinterpret_cast<const char*>(value.data()), value.size());
    }
    template <class T>
    void operator()(const std::vector<T>& values) const {
        for (const auto& value : values)
            PutValue{*to.mutable_array_value()->add_values()}(value);
    }
};

template <class Point, class Message>
void put_common(const Point& point, Message& to) {
    for (const OwnedAttribute& attribute : point.attributes) {
        auto& added = *to.add_attributes();
        added.set_key(attribute.key);
        std::visit(PutValue{*added.mutable_value()}, attribute.value);
    }
    to.set_start_time_unix_nano(point.start_unix_nano);
    to.set_time_unix_nano(point.time_unix_nano);
}

template <class Point, class Message>
void put_distribution(const Point& point, Message& to) {
    put_common(point, to);
    to.set_count(point.count);
    if (point.sum) to.set_sum(*point.sum);
    if (point.min) to.set_min(*point.min);
    if (point.max) to.set_max(*point.max);
}

void put(const NumberDataPoint& point, metrics::NumberDataPoint& to) {
    put_common(point, to);
    if (point.value.is_double()) {
        to.set_as_double(point.value.as_double());
    } else {
        to.set_as_int(point.value.as_int64());
    }
}

void put(const HistogramDataPoint& point, metrics::HistogramDataPoint& to) {
    put_distribution(point, to);
    to.mutable_explicit_bounds()->Assign(point.explicit_bounds.begin(), point.explicit_bounds.end());
    to.mutable_bucket_counts()->Assign(point.bucket_counts.begin(), point.bucket_counts.end());
}

void put(const ExponentialHistogramDataPoint& point, metrics::ExponentialHistogramDataPoint& to) {
    put_distribution(point, to);
    to.set_scale(point.scale);
    to.set_zero_count(point.zero_count);
    const auto put_buckets = [](const ExponentialHistogramBuckets& from, auto& buckets) {
        buckets.set_offset(from.offset);
        buckets.mutable_bucket_counts()->Assign(from.bucket_counts.begin(), from.bucket_counts.end());
    };
    put_buckets(point.positive, *to.mutable_positive());
    put_buckets(point.negative, *to.mutable_negative());
}

struct PutData {
    Metric& to;

    void operator()(const GaugeData& data) const { put_points(data, *to.mutable_gauge()); }
    void operator()(const SumData& data) const {
        put_points(data, *to.mutable_sum());
        to.mutable_sum()->set_is_monotonic(data.is_monotonic);
        to.mutable_sum()->set_aggregation_temporality(temporality_of(data.temporality));
    }
    void operator()(const HistogramData& data) const {
        put_points(data, *to.mutable_histogram());
        to.mutable_histogram()->set_aggregation_temporality(temporality_of(data.temporality));
    }
    void operator()(const ExponentialHistogramData& data) const {
        put_points(data, *to.mutable_exponential_histogram());
        to.mutable_exponential_histogram()->set_aggregation_temporality(temporality_of(data.temporality));
    }

private:
    template <class Data, class Message>
    static void put_points(const Data& data, Message& message) {
        for (const auto& point : data.points)
            put(point, *message.add_data_points());
    }
};

}  // namespace

std::vector<Metric> metrics_of(const MetricSnapshot& snapshot) {
    std::vector<Metric> all;
    for (const ScopeMetrics& scope : snapshot.scopes) {
        for (const MetricData& data : scope.metrics) {
            Metric& metric = all.emplace_back();
            metric.set_name(data.name);
            std::visit(PutData{metric}, data.data);
        }
    }
    return all;
}

}  // namespace telemetryflow::tests::property
