#include "pipeline/metric_encoder.hpp"

#include <bit>
#include <cmath>
#include <new>

#include "hot/wire.hpp"
#include "pipeline/scope_entry.hpp"

namespace telemetryflow::pipeline {

using hot::Instrument;
using hot::InstrumentKind;
using hot::MetricPoint;
namespace wire = hot::wire;

namespace {

constexpr std::uint32_t kScopeMetrics = 2;  // ScopeMetrics.metrics
constexpr std::uint32_t kName = 1;
constexpr std::uint32_t kDescription = 2;
constexpr std::uint32_t kUnit = 3;
constexpr std::uint32_t kGauge = 5;
constexpr std::uint32_t kSum = 7;
constexpr std::uint32_t kHistogram = 9;

constexpr std::uint32_t kDataPoints = 1;
constexpr std::uint32_t kTemporality = 2;
constexpr std::uint32_t kIsMonotonic = 3;

constexpr std::uint32_t kPointStart = 2;
constexpr std::uint32_t kPointTime = 3;
constexpr std::uint32_t kPointAsDouble = 4;
constexpr std::uint32_t kPointAsInt = 6;

constexpr std::uint32_t kCount = 4;
constexpr std::uint32_t kHistogramSum = 5;
constexpr std::uint32_t kBucketCounts = 6;
constexpr std::uint32_t kBounds = 7;
constexpr std::uint32_t kMin = 11;
constexpr std::uint32_t kMax = 12;

constexpr std::size_t kFixed64Size = 9;

std::uint32_t data_field(InstrumentKind kind) noexcept {
    switch (kind) {
        case InstrumentKind::Gauge: return kGauge;
        case InstrumentKind::Histogram: return kHistogram;
        default: return kSum;
    }
}

std::size_t text_field_size(std::string_view text) noexcept {
    return text.empty() ? 0 : wire::bytes_field_size(text.size());
}

char* put_text(char* at, std::uint32_t field, std::string_view text) noexcept {
    return text.empty() ? at : wire::put_bytes_field(at, field, text);
}

// At most so many bytes are around the points of a metric.
std::size_t metric_header_bound(const Instrument& instrument) noexcept {
    constexpr std::size_t kHeadersAndFlags = 2 * (1 + wire::kMaxVarint) + 4;
    return text_field_size(instrument.name) + text_field_size(instrument.description) +
           text_field_size(instrument.unit) + kHeadersAndFlags;
}

std::size_t bucket_bytes(const hot::HistogramTotals& totals) noexcept {
    return totals.buckets.size() * sizeof(std::uint64_t);
}

std::size_t bounds_bytes(const Instrument& instrument) noexcept {
    return instrument.bounds.size() * sizeof(double);
}

bool has_extremes(const hot::HistogramTotals& totals) noexcept {
    return std::isfinite(totals.min);
}

std::size_t point_size(const Instrument& instrument, const MetricPoint& point) noexcept {
    const std::size_t attributes = point.series.attributes.size();
    // A gauge's value has no interval, so its start time says nothing and is left out.
    if (instrument.kind == InstrumentKind::Gauge) return 2 * kFixed64Size + attributes;
    if (instrument.kind != InstrumentKind::Histogram) return 3 * kFixed64Size + attributes;
    const std::size_t bounds = bounds_bytes(instrument);
    return 4 * kFixed64Size + wire::bytes_field_size(bucket_bytes(*point.histogram)) +
           (bounds == 0 ? 0 : wire::bytes_field_size(bounds)) + attributes +
           (has_extremes(*point.histogram) ? 2 * kFixed64Size : 0);
}

}  // namespace

void MetricEncoder::add(const Instrument& instrument, const MetricPoint& point, std::uint64_t time) {
    begin(instrument);
    const std::size_t contents = contents_with(metrics_.size() + points_.size() + metric_header_bound(instrument) +
                                               wire::bytes_field_size(point_size(instrument, point)));
    if (request_points_ >= options_.request_max_items() ||
        (request_points_ != 0 && contents + envelope_.overhead(contents) > options_.batch_max_bytes)) {
        finish();
        begin(instrument);
    }
    if (instrument.kind == InstrumentKind::Histogram) {
        put_histogram_point(instrument, point, time);
    } else {
        put_number_point(instrument, point, time);
    }
    ++request_points_;
}

void MetricEncoder::begin(const Instrument& instrument) {
    if (instrument_ == &instrument) return;
    close_metric();
    if (scope_ != instrument.scope) close_scope();
    instrument_ = &instrument;
    scope_ = instrument.scope;
}

std::size_t MetricEncoder::contents_with(std::size_t bytes) const noexcept {
    return contents_.size() + scope_entry::size(scope_->fields, bytes);
}

void MetricEncoder::put_number_point(const Instrument& instrument, const MetricPoint& point, std::uint64_t time) {
    const bool is_gauge = instrument.kind == InstrumentKind::Gauge;
    const std::string& attributes = point.series.attributes;
    const std::size_t size = point_size(instrument, point);
    char* at = room(points_, wire::bytes_field_size(size));
    at = wire::put_bytes_header(at, kDataPoints, size);
    if (!is_gauge) at = wire::put_fixed64_field(at, kPointStart, point.start_time);
    at = wire::put_fixed64_field(at, kPointTime, time);
    if (is_gauge) {
        at = wire::put_double_field(at, kPointAsDouble, point.gauge);
    } else if (point.sum.has_doubles) {
        at = wire::put_double_field(at, kPointAsDouble, point.sum.doubles + static_cast<double>(point.sum.integers));
    } else {
        at = wire::put_fixed64_field(at, kPointAsInt, static_cast<std::uint64_t>(point.sum.integers));
    }
    points_.set_end(wire::put_raw(at, attributes.data(), attributes.size()));
}

void MetricEncoder::put_histogram_point(const Instrument& instrument, const MetricPoint& point, std::uint64_t time) {
    const std::string& attributes = point.series.attributes;
    const hot::HistogramTotals& totals = *point.histogram;
    const std::size_t size = point_size(instrument, point);
    char* at = room(points_, wire::bytes_field_size(size));
    at = wire::put_bytes_header(at, kDataPoints, size);
    at = wire::put_fixed64_field(at, kPointStart, point.start_time);
    at = wire::put_fixed64_field(at, kPointTime, time);
    at = wire::put_fixed64_field(at, kCount, totals.count());
    at = wire::put_double_field(at, kHistogramSum, totals.sum);
    at = wire::put_bytes_header(at, kBucketCounts, bucket_bytes(totals));
    at = wire::put_raw(at, totals.buckets.data(), bucket_bytes(totals));
    if (const std::size_t bounds = bounds_bytes(instrument); bounds != 0) {
        at = wire::put_bytes_header(at, kBounds, bounds);
        at = wire::put_raw(at, instrument.bounds.values().data(), bounds);
    }
    at = wire::put_raw(at, attributes.data(), attributes.size());
    if (has_extremes(totals)) {
        at = wire::put_double_field(at, kMin, totals.min);
        at = wire::put_double_field(at, kMax, totals.max);
    }
    points_.set_end(at);
}

void MetricEncoder::close_metric() {
    if (instrument_ == nullptr || points_.empty()) return;
    const Instrument& instrument = *instrument_;
    const InstrumentKind kind = instrument.kind;
    const bool is_sum = kind == InstrumentKind::Counter || kind == InstrumentKind::UpDownCounter;
    constexpr std::size_t kVarintFieldSize = 2;
    const std::size_t data_size = points_.size() + (kind == InstrumentKind::Gauge ? 0 : kVarintFieldSize) +
                                  (kind == InstrumentKind::Counter ? kVarintFieldSize : 0);
    const std::size_t size = text_field_size(instrument.name) + text_field_size(instrument.description) +
                             text_field_size(instrument.unit) + wire::bytes_field_size(data_size);

    char* at = room(metrics_, wire::bytes_field_size(size));
    at = wire::put_bytes_header(at, kScopeMetrics, size);
    at = put_text(at, kName, instrument.name);
    at = put_text(at, kDescription, instrument.description);
    at = put_text(at, kUnit, instrument.unit);
    at = wire::put_bytes_header(at, data_field(kind), data_size);
    at = wire::put_raw(at, points_.data(), points_.size());
    if (is_sum || kind == InstrumentKind::Histogram) {
        // An up-down counter's point is its present value: a delta of it would not survive a lost request.
        const Temporality temporality =
            kind == InstrumentKind::UpDownCounter ? Temporality::Cumulative : options_.temporality;
        at = wire::put_varint_field(at, kTemporality, static_cast<std::uint64_t>(temporality));
    }
    if (kind == InstrumentKind::Counter) at = wire::put_varint_field(at, kIsMonotonic, 1);
    metrics_.set_end(at);
    points_.clear();
}

void MetricEncoder::close_scope() {
    if (metrics_.empty()) return;
    const hot::ScopeFields& fields = scope_->fields;
    char* at = room(contents_, scope_entry::size(fields, metrics_.size()));
    at = scope_entry::put_head(at, fields, metrics_.size());
    at = wire::put_raw(at, metrics_.data(), metrics_.size());
    contents_.set_end(scope_entry::put_tail(at, fields));
    metrics_.clear();
}

void MetricEncoder::close_request() {
    if (request_points_ == 0) return;
    char* at = requests_.add(contents_.size() + envelope_.overhead(contents_.size()), request_points_);
    at = envelope_.write(at, contents_.size());
    wire::put_raw(at, contents_.data(), contents_.size());
    contents_.clear();
    request_points_ = 0;
}

void MetricEncoder::finish() {
    close_metric();
    close_scope();
    close_request();
    instrument_ = nullptr;
    scope_ = nullptr;
}

char* MetricEncoder::room(hot::ByteBuffer& buffer, std::size_t size) {
    if (!buffer.ensure(size)) throw std::bad_alloc();
    return buffer.end();
}

}  // namespace telemetryflow::pipeline
