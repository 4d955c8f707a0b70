#include <cmath>

#include "store/encoding.hpp"
#include "store/otlp_values.hpp"
#include "store/writers.hpp"

namespace telemetryflow::local {

namespace {

namespace otlp = opentelemetry::proto::metrics::v1;

SqlValue number(double value) {
    if (std::isnan(value)) return std::string("NaN");
    return value;
}

template <typename Point>
SqlValue value_of(const Point& point) {
    switch (point.value_case()) {
        case Point::kAsInt: return std::int64_t{point.as_int()};
        case Point::kAsDouble: return number(point.as_double());
        default: return nullptr;
    }
}

template <typename Exemplars>
nlohmann::json exemplars_of(const Exemplars& exemplars) {
    auto array = nlohmann::json::array();
    for (const auto& exemplar : exemplars) {
        nlohmann::json value;
        if (exemplar.has_as_int()) value = exemplar.as_int();
        if (exemplar.has_as_double()) value = to_json(exemplar.as_double());
        array.push_back({{"time_unix_nano", std::to_string(exemplar.time_unix_nano())},
                         {"value", value},
                         {"trace_id", to_hex(exemplar.trace_id())},
                         {"span_id", to_hex(exemplar.span_id())},
                         {"filtered_attributes", to_json(exemplar.filtered_attributes())}});
    }
    return array;
}

nlohmann::json buckets_of(const otlp::ExponentialHistogramDataPoint::Buckets& buckets) {
    return {{"offset", buckets.offset()}, {"bucket_counts", buckets.bucket_counts()}};
}

// The columns in which the kinds of points differ.
struct Measured {
    SqlValue value = nullptr;
    SqlValue count = nullptr;
    SqlValue sum = nullptr;
    SqlValue min = nullptr;
    SqlValue max = nullptr;
    nlohmann::json distribution = nlohmann::json::object();
    nlohmann::json exemplars = nlohmann::json::array();
};

Measured measured(const otlp::NumberDataPoint& point) {
    return {.value = value_of(point), .exemplars = exemplars_of(point.exemplars())};
}

template <typename Point>
Measured measured_distribution(const Point& point) {
    Measured result{.count = static_cast<std::int64_t>(point.count()), .exemplars = exemplars_of(point.exemplars())};
    if (point.has_sum()) result.sum = number(point.sum());
    if (point.has_min()) result.min = number(point.min());
    if (point.has_max()) result.max = number(point.max());
    return result;
}

Measured measured(const otlp::HistogramDataPoint& point) {
    auto result = measured_distribution(point);
    auto bounds = nlohmann::json::array();
    for (const double bound : point.explicit_bounds())
        bounds.push_back(to_json(bound));
    result.distribution = {{"bucket_counts", point.bucket_counts()}, {"explicit_bounds", bounds}};
    return result;
}

Measured measured(const otlp::ExponentialHistogramDataPoint& point) {
    auto result = measured_distribution(point);
    result.distribution = {{"scale", point.scale()},
                           {"zero_count", point.zero_count()},
                           {"zero_threshold", to_json(point.zero_threshold())},
                           {"positive", buckets_of(point.positive())},
                           {"negative", buckets_of(point.negative())}};
    return result;
}

Measured measured(const otlp::SummaryDataPoint& point) {
    auto quantiles = nlohmann::json::array();
    for (const auto& quantile : point.quantile_values()) {
        quantiles.push_back({{"quantile", to_json(quantile.quantile())}, {"value", to_json(quantile.value())}});
    }
    return {.count = static_cast<std::int64_t>(point.count()),
            .sum = number(point.sum()),
            .distribution = {{"quantiles", quantiles}}};
}

SqlValue temporality_name(otlp::AggregationTemporality temporality) {
    switch (temporality) {
        case otlp::AGGREGATION_TEMPORALITY_DELTA: return std::string("delta");
        case otlp::AGGREGATION_TEMPORALITY_CUMULATIVE: return std::string("cumulative");
        default: return std::string("unspecified");
    }
}

// Writes the points of one metric after another through one statement.
class PointWriter {
public:
    explicit PointWriter(Database& database)
        : statement_(database.prepare(
              "INSERT INTO metric_points (resource_id, scope_id, name, description, unit, type, temporality, "
              "monotonic, attributes, start_ns, time_ns, value, count, sum, min, max, distribution, exemplars, flags) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {}

    std::int64_t write(const otlp::Metric& metric, std::int64_t resource, std::int64_t scope) {
        resource_ = resource;
        scope_ = scope;
        switch (metric.data_case()) {
            case otlp::Metric::kGauge: return insert_all(metric, "gauge", nullptr, nullptr, metric.gauge());
            case otlp::Metric::kSum:
                return insert_all(metric, "sum", temporality_name(metric.sum().aggregation_temporality()),
                                  std::int64_t{metric.sum().is_monotonic() ? 1 : 0}, metric.sum());
            case otlp::Metric::kHistogram:
                return insert_all(metric, "histogram", temporality_name(metric.histogram().aggregation_temporality()),
                                  nullptr, metric.histogram());
            case otlp::Metric::kExponentialHistogram:
                return insert_all(metric, "exponential_histogram",
                                  temporality_name(metric.exponential_histogram().aggregation_temporality()), nullptr,
                                  metric.exponential_histogram());
            case otlp::Metric::kSummary: return insert_all(metric, "summary", nullptr, nullptr, metric.summary());
            case otlp::Metric::DATA_NOT_SET: break;
        }
        return 0;
    }

private:
    template <typename Data>
    std::int64_t insert_all(const otlp::Metric& metric, std::string_view type, const SqlValue& temporality,
                            const SqlValue& monotonic, const Data& data) {
        for (const auto& point : data.data_points()) {
            const auto columns = measured(point);
            statement_.bind(resource_).bind(scope_).bind(metric.name()).bind(metric.description()).bind(metric.unit());
            statement_.bind(type).bind(temporality).bind(monotonic);
            statement_.bind(dump(to_json(point.attributes())));
            statement_.bind(static_cast<std::int64_t>(point.start_time_unix_nano()));
            statement_.bind(static_cast<std::int64_t>(point.time_unix_nano()));
            statement_.bind(columns.value).bind(columns.count).bind(columns.sum).bind(columns.min).bind(columns.max);
            statement_.bind(dump(columns.distribution)).bind(dump(columns.exemplars));
            statement_.bind(std::int64_t{point.flags()}).run();
        }
        return data.data_points_size();
    }

    Statement statement_;
    std::int64_t resource_ = 0;
    std::int64_t scope_ = 0;
};

}  // namespace

std::int64_t write(Database& database, Dictionary& dictionary, const MetricsRequest& request) {
    PointWriter writer(database);
    std::int64_t written = 0;
    for (const auto& resource_metrics : request.resource_metrics()) {
        const auto resource = dictionary.id_of(resource_metrics.resource());
        for (const auto& scope_metrics : resource_metrics.scope_metrics()) {
            const auto scope = dictionary.id_of(scope_metrics.scope(), scope_metrics.schema_url());
            for (const auto& metric : scope_metrics.metrics())
                written += writer.write(metric, resource, scope);
        }
    }
    return written;
}

}  // namespace telemetryflow::local
