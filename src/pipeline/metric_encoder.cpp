#include "pipeline/metric_encoder.hpp"

#include <new>

#include "hot/wire.hpp"
#include "pipeline/metric_point_fields.hpp"
#include "pipeline/scope_entry.hpp"

namespace telemetryflow::pipeline {

using hot::Aggregation;
using hot::MetricPoint;
using hot::MetricStream;
namespace wire = hot::wire;

namespace {

constexpr std::uint32_t kScopeMetrics = 2;  // ScopeMetrics.metrics
constexpr std::uint32_t kName = 1;
constexpr std::uint32_t kDescription = 2;
constexpr std::uint32_t kUnit = 3;
constexpr std::uint32_t kGauge = 5;
constexpr std::uint32_t kSum = 7;
constexpr std::uint32_t kHistogram = 9;
constexpr std::uint32_t kExponentialHistogram = 10;

constexpr std::uint32_t kDataPoints = 1;
constexpr std::uint32_t kTemporality = 2;
constexpr std::uint32_t kIsMonotonic = 3;

std::uint32_t data_field(Aggregation aggregation) noexcept {
    switch (aggregation) {
        case Aggregation::LastValue: return kGauge;
        case Aggregation::ExplicitBucketHistogram: return kHistogram;
        case Aggregation::ExponentialHistogram: return kExponentialHistogram;
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
std::size_t metric_header_bound(const MetricStream& stream) noexcept {
    constexpr std::size_t kHeadersAndFlags = 2 * (1 + wire::kMaxVarint) + 4;
    return text_field_size(stream.name) + text_field_size(stream.description) + text_field_size(stream.unit) +
           kHeadersAndFlags;
}

}  // namespace

void MetricEncoder::add(const MetricStream& stream, const MetricPoint& point, std::uint64_t time) {
    begin(stream);
    const std::size_t size = metric_point_fields::size(stream, point);
    const std::size_t contents =
        contents_with(metrics_.size() + points_.size() + metric_header_bound(stream) + wire::bytes_field_size(size));
    if (request_points_ >= options_.request_max_items() ||
        (request_points_ != 0 && contents + envelope_.overhead(contents) > options_.batch_max_bytes)) {
        finish();
        begin(stream);
    }
    temporality_ = point.temporality;
    char* at = room(points_, wire::bytes_field_size(size));
    at = wire::put_bytes_header(at, kDataPoints, size);
    points_.set_end(metric_point_fields::put(at, stream, point, time));
    ++request_points_;
}

void MetricEncoder::begin(const MetricStream& stream) {
    if (stream_ == &stream) return;
    close_metric();
    if (scope_ != stream.scope) close_scope();
    stream_ = &stream;
    scope_ = stream.scope;
}

std::size_t MetricEncoder::contents_with(std::size_t bytes) const noexcept {
    return contents_.size() + scope_entry::size(scope_->fields, bytes);
}

void MetricEncoder::close_metric() {
    if (stream_ == nullptr || points_.empty()) return;
    const MetricStream& stream = *stream_;
    const bool has_temporality = stream.aggregation != Aggregation::LastValue;
    const bool is_monotonic = stream.aggregation == Aggregation::Sum && hot::is_monotonic(stream.kind);
    constexpr std::size_t kVarintFieldSize = 2;
    const std::size_t data_size =
        points_.size() + (has_temporality ? kVarintFieldSize : 0) + (is_monotonic ? kVarintFieldSize : 0);
    const std::size_t size = text_field_size(stream.name) + text_field_size(stream.description) +
                             text_field_size(stream.unit) + wire::bytes_field_size(data_size);

    char* at = room(metrics_, wire::bytes_field_size(size));
    at = wire::put_bytes_header(at, kScopeMetrics, size);
    at = put_text(at, kName, stream.name);
    at = put_text(at, kDescription, stream.description);
    at = put_text(at, kUnit, stream.unit);
    at = wire::put_bytes_header(at, data_field(stream.aggregation), data_size);
    at = wire::put_raw(at, points_.data(), points_.size());
    if (has_temporality) at = wire::put_varint_field(at, kTemporality, static_cast<std::uint64_t>(temporality_));
    if (is_monotonic) at = wire::put_varint_field(at, kIsMonotonic, 1);
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
    stream_ = nullptr;
    scope_ = nullptr;
}

char* MetricEncoder::room(hot::ByteBuffer& buffer, std::size_t size) {
    if (!buffer.ensure(size)) throw std::bad_alloc();
    return buffer.end();
}

}  // namespace telemetryflow::pipeline
