#include "interface/snapshot_builder.hpp"

#include <cmath>
#include <string_view>
#include <utility>
#include <variant>

#include "hot/field_reader.hpp"
#include "interface/owned_attributes.hpp"

namespace telemetryflow {
namespace {

using hot::Aggregation;

NumberValue number(const hot::SumTotal& total) {
    if (!total.has_doubles) return total.integers;
    // Adding an integer's zero would lose the sign of the double's.
    return total.integers == 0 ? total.doubles : total.doubles + static_cast<double>(total.integers);
}

std::vector<MetricExemplar> exemplars_of(const hot::MetricPoint& point) {
    std::vector<MetricExemplar> all;
    all.reserve(point.exemplars.size());
    for (const hot::Exemplar& exemplar : point.exemplars) {
        all.push_back({exemplar.time, number(exemplar.value), exemplar.trace_id, exemplar.span_id,
                       owned_attributes(exemplar.filtered_attributes)});
    }
    return all;
}

// The scope's field with its tag (scope_fields.hpp): name = 1, version = 2, attributes = 3 (common.proto).
std::vector<OwnedAttribute> attributes_of(const hot::Scope& scope) {
    constexpr std::uint32_t kAttributes = 3;
    std::vector<OwnedAttribute> all;
    for (hot::FieldReader fields(hot::FieldReader(scope.fields.scope).next().bytes); fields.has_more();) {
        const hot::FieldReader::Field field = fields.next();
        if (field.number == kAttributes) all.push_back(owned_attribute(field.bytes));
    }
    return all;
}

template <class Data, class Totals>
auto& begin_point(MetricData& metric, const hot::MetricStream& stream, const hot::MetricPoint& point,
                  const Totals& totals, std::uint64_t time) {
    auto& points = std::get<Data>(metric.data).points;
    auto& made = points.emplace_back();
    made.start_unix_nano = point.start_time;
    made.time_unix_nano = time;
    if (stream.has_sum()) made.sum = totals.sum;
    if (stream.record_min_max && std::isfinite(totals.min)) {
        made.min = totals.min;
        made.max = totals.max;
    }
    made.exemplars = exemplars_of(point);
    return made;
}

}  // namespace

void SnapshotBuilder::add(const hot::MetricStream& stream, const hot::MetricPoint& point) {
    begin(stream, point.temporality);
    encoded_attributes_ += point.series.attributes;
    attributes_sizes_.push_back(point.series.attributes.size());
    MetricData& metric = snapshot_.scopes.back().metrics.back();
    switch (stream.aggregation) {
        case Aggregation::Sum: return add_number(std::get<SumData>(metric.data).points, point);
        case Aggregation::LastValue: return add_number(std::get<GaugeData>(metric.data).points, point);
        case Aggregation::ExplicitBucketHistogram: return add_histogram(stream, point);
        case Aggregation::ExponentialHistogram: return add_exponential(stream, point);
    }
}

MetricSnapshot SnapshotBuilder::take() {
    std::string_view encoded = encoded_attributes_;
    auto size = attributes_sizes_.begin();
    const auto finish = [&](auto& data) {
        for (auto& point : data.points) {
            point.attributes = owned_attributes(encoded.substr(0, *size));
            encoded.remove_prefix(*size++);
        }
    };
    for (ScopeMetrics& scope : snapshot_.scopes) {
        for (MetricData& metric : scope.metrics)
            std::visit(finish, metric.data);
    }
    return std::move(snapshot_);
}

void SnapshotBuilder::begin(const hot::MetricStream& stream, Temporality temporality) {
    if (stream_ == &stream) return;
    stream_ = &stream;
    if (scope_ != stream.scope) {
        scope_ = stream.scope;
        snapshot_.scopes.push_back({scope_->name, scope_->version, scope_->schema_url, attributes_of(*scope_)});
    }
    MetricData& metric =
        snapshot_.scopes.back().metrics.emplace_back(MetricData{stream.name, stream.unit, stream.description});
    switch (stream.aggregation) {
        case Aggregation::Sum: metric.data = SumData{{}, temporality, hot::is_monotonic(stream.kind)}; break;
        case Aggregation::LastValue: metric.data = GaugeData{}; break;
        case Aggregation::ExplicitBucketHistogram: metric.data = HistogramData{{}, temporality}; break;
        case Aggregation::ExponentialHistogram: metric.data = ExponentialHistogramData{{}, temporality}; break;
    }
}

void SnapshotBuilder::add_number(std::vector<NumberDataPoint>& points, const hot::MetricPoint& point) {
    points.push_back({{}, point.start_time, time_, number(point.value), exemplars_of(point)});
}

void SnapshotBuilder::add_histogram(const hot::MetricStream& stream, const hot::MetricPoint& point) {
    HistogramDataPoint& made =
        begin_point<HistogramData>(snapshot_.scopes.back().metrics.back(), stream, point, *point.histogram, time_);
    made.count = point.histogram->count();
    made.explicit_bounds.assign(stream.bounds.values().begin(), stream.bounds.values().end());
    made.bucket_counts = point.histogram->buckets;
}

void SnapshotBuilder::add_exponential(const hot::MetricStream& stream, const hot::MetricPoint& point) {
    const hot::ExponentialTotals& totals = *point.exponential;
    ExponentialHistogramDataPoint& made =
        begin_point<ExponentialHistogramData>(snapshot_.scopes.back().metrics.back(), stream, point, totals, time_);
    made.count = totals.count;
    made.scale = totals.scale;
    made.zero_count = totals.zero_count;
    made.positive = {totals.positive.offset, totals.positive.counts};
    made.negative = {totals.negative.offset, totals.negative.counts};
}

}  // namespace telemetryflow
