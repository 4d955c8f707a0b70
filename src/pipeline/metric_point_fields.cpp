#include "pipeline/metric_point_fields.hpp"

#include <cmath>

#include "hot/wire.hpp"
#include "pipeline/exemplar_fields.hpp"

namespace telemetryflow::pipeline::metric_point_fields {

using hot::Aggregation;
using hot::ExponentialBuckets;
using hot::ExponentialTotals;
using hot::HistogramTotals;
using hot::MetricPoint;
using hot::MetricStream;
namespace wire = hot::wire;

namespace {

using number_point::kStart;
using number_point::kTime;

// Of both histograms.
constexpr std::uint32_t kCount = 4;
constexpr std::uint32_t kSum = 5;

constexpr std::uint32_t kBucketCounts = 6;
constexpr std::uint32_t kBounds = 7;
constexpr std::uint32_t kMin = 11;
constexpr std::uint32_t kMax = 12;

constexpr std::uint32_t kScale = 6;
constexpr std::uint32_t kZeroCount = 7;
constexpr std::uint32_t kPositive = 8;
constexpr std::uint32_t kNegative = 9;
constexpr std::uint32_t kExponentialMin = 12;
constexpr std::uint32_t kExponentialMax = 13;
constexpr std::uint32_t kOffset = 1;
constexpr std::uint32_t kCounts = 2;

constexpr std::uint32_t kExemplars = 8;
constexpr std::uint32_t kExponentialExemplars = 11;

using wire::kFixed64Size;

std::size_t bucket_bytes(const HistogramTotals& totals) noexcept {
    return totals.buckets.size() * sizeof(std::uint64_t);
}

std::size_t bounds_bytes(const MetricStream& stream) noexcept {
    return stream.bounds.size() * sizeof(double);
}

template <class Totals>
bool has_extremes(const MetricStream& stream, const Totals& totals) noexcept {
    return stream.record_min_max && std::isfinite(totals.min);
}

std::uint64_t zigzag(std::int32_t value) noexcept {
    return (static_cast<std::uint32_t>(value) << 1U) ^ static_cast<std::uint32_t>(value >> 31);
}

std::size_t counts_size(const ExponentialBuckets& buckets) noexcept {
    std::size_t size = 0;
    for (const std::uint64_t count : buckets.counts)
        size += wire::varint_size(count);
    return size;
}

// Fields without presence are left out at zero, as every encoder of OTLP does.
std::size_t zigzag_field_size(std::int32_t value) noexcept {
    return value == 0 ? 0 : 1 + wire::varint_size(zigzag(value));
}

char* put_zigzag_field(char* at, std::uint32_t field, std::int32_t value) noexcept {
    return value == 0 ? at : wire::put_varint_field(at, field, zigzag(value));
}

std::size_t buckets_size(const ExponentialBuckets& buckets) noexcept {
    return zigzag_field_size(buckets.offset) + wire::bytes_field_size(counts_size(buckets));
}

std::size_t buckets_field_size(const ExponentialBuckets& buckets) noexcept {
    return buckets.empty() ? 0 : wire::bytes_field_size(buckets_size(buckets));
}

char* put_buckets(char* at, std::uint32_t field, const ExponentialBuckets& buckets) noexcept {
    if (buckets.empty()) return at;
    at = wire::put_bytes_header(at, field, buckets_size(buckets));
    at = put_zigzag_field(at, kOffset, buckets.offset);
    at = wire::put_bytes_header(at, kCounts, counts_size(buckets));
    for (const std::uint64_t count : buckets.counts)
        at = wire::put_varint(at, count);
    return at;
}

std::size_t explicit_size(const MetricStream& stream, const HistogramTotals& totals) noexcept {
    const std::size_t bounds = bounds_bytes(stream);
    return (stream.has_sum() ? 4 : 3) * kFixed64Size + wire::bytes_field_size(bucket_bytes(totals)) +
           (bounds == 0 ? 0 : wire::bytes_field_size(bounds)) + (has_extremes(stream, totals) ? 2 * kFixed64Size : 0);
}

std::size_t exponential_size(const MetricStream& stream, const ExponentialTotals& totals) noexcept {
    return (stream.has_sum() ? 4 : 3) * kFixed64Size + zigzag_field_size(totals.scale) +
           (totals.zero_count == 0 ? 0 : kFixed64Size) + buckets_field_size(totals.positive) +
           buckets_field_size(totals.negative) + (has_extremes(stream, totals) ? 2 * kFixed64Size : 0);
}

char* put_explicit(char* at, const MetricStream& stream, const MetricPoint& point) noexcept {
    const HistogramTotals& totals = *point.histogram;
    const std::string& attributes = point.series.attributes;
    at = wire::put_fixed64_field(at, kCount, totals.count());
    if (stream.has_sum()) at = wire::put_double_field(at, kSum, totals.sum);
    at = wire::put_bytes_header(at, kBucketCounts, bucket_bytes(totals));
    at = wire::put_raw(at, totals.buckets.data(), bucket_bytes(totals));
    if (const std::size_t bounds = bounds_bytes(stream); bounds != 0) {
        at = wire::put_bytes_header(at, kBounds, bounds);
        at = wire::put_raw(at, stream.bounds.values().data(), bounds);
    }
    at = exemplar_fields::put(at, kExemplars, point);
    at = wire::put_raw(at, attributes.data(), attributes.size());
    if (!has_extremes(stream, totals)) return at;
    at = wire::put_double_field(at, kMin, totals.min);
    return wire::put_double_field(at, kMax, totals.max);
}

char* put_exponential(char* at, const MetricStream& stream, const MetricPoint& point) noexcept {
    const ExponentialTotals& totals = *point.exponential;
    at = wire::put_fixed64_field(at, kCount, totals.count);
    if (stream.has_sum()) at = wire::put_double_field(at, kSum, totals.sum);
    at = put_zigzag_field(at, kScale, totals.scale);
    if (totals.zero_count != 0) at = wire::put_fixed64_field(at, kZeroCount, totals.zero_count);
    at = put_buckets(at, kPositive, totals.positive);
    at = put_buckets(at, kNegative, totals.negative);
    at = exemplar_fields::put(at, kExponentialExemplars, point);
    if (!has_extremes(stream, totals)) return at;
    at = wire::put_double_field(at, kExponentialMin, totals.min);
    return wire::put_double_field(at, kExponentialMax, totals.max);
}

}  // namespace

std::size_t histogram_size(const MetricStream& stream, const MetricPoint& point) noexcept {
    const std::size_t own = stream.aggregation == Aggregation::ExponentialHistogram
                                ? exponential_size(stream, *point.exponential)
                                : explicit_size(stream, *point.histogram);
    return own + point.series.attributes.size() + exemplar_fields::size(point);
}

char* put_histogram(char* at, const MetricStream& stream, const MetricPoint& point, std::uint64_t time) noexcept {
    const std::string& attributes = point.series.attributes;
    // In the order of the fields' numbers, which differ.
    const bool attributes_first = stream.aggregation == Aggregation::ExponentialHistogram;
    if (attributes_first) at = wire::put_raw(at, attributes.data(), attributes.size());
    at = wire::put_fixed64_field(at, kStart, point.start_time);
    at = wire::put_fixed64_field(at, kTime, time);
    return attributes_first ? put_exponential(at, stream, point) : put_explicit(at, stream, point);
}

}  // namespace telemetryflow::pipeline::metric_point_fields
