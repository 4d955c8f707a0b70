#include "pipeline/metric_encoder.hpp"

#include <algorithm>
#include <cstring>

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

std::size_t texts_size(const MetricStream& stream) noexcept {
    return text_field_size(stream.name) + text_field_size(stream.description) + text_field_size(stream.unit);
}

constexpr std::size_t kFlagsSize = 4;  // of a sum: temporality and whether it is monotonic

std::size_t head_size(const MetricStream& stream, std::size_t data) noexcept {
    const std::size_t texts = texts_size(stream);
    return 1 + wire::varint_size(texts + wire::bytes_field_size(data)) + texts + 1 + wire::varint_size(data);
}

std::size_t largest_head(const MetricStream& stream) noexcept {
    return texts_size(stream) + 2 * (1 + wire::kMaxVarint);
}

std::size_t less(std::size_t value, std::size_t by) noexcept {
    return value - std::min(value, by);
}

}  // namespace

void MetricEncoder::add(const MetricStream& stream, const MetricPoint& point, std::uint64_t time) {
    const std::size_t size = metric_point_fields::size(stream, point);
    const std::size_t field = wire::bytes_field_size(size);
    if (stream_ != &stream) begin(stream, field);
    if (request_points_ >= max_points_ || (bytes_.size() + field > points_end_ && request_points_ != 0)) [[unlikely]] {
        finish();
        begin(stream, field);
    }
    temporality_ = point.temporality;
    ensure(field);
    char* const at = wire::put_bytes_header(bytes_.end(), kDataPoints, size);
    bytes_.set_end(metric_point_fields::put(at, stream, point, time));
    ++request_points_;
}

void MetricEncoder::begin(const MetricStream& stream, std::size_t size) {
    close_metric();
    if (scope_ != stream.scope) close_scope();
    if (!is_open_) open_request();
    if (scope_ == nullptr) open_scope(*stream.scope);
    open_metric(stream, size);
}

void MetricEncoder::open_request() {
    requests_.lend(bytes_);
    leave_gap(envelope_.largest_overhead());
    request_ = {0, 0, bytes_.size(), true};
    request_room_ = envelope_.room_in(options_.batch_max_bytes);
    max_points_ = options_.request_max_items();
    is_open_ = true;
}

void MetricEncoder::open_scope(const hot::Scope& scope) {
    constexpr std::size_t kExpected = 1'000;
    const std::size_t at = bytes_.size();
    const bool is_first = at == request_.contents;
    leave_gap(is_first ? scope_entry::largest_head(scope.fields) : scope_entry::head_size(scope.fields, kExpected));
    of_scope_ = {at, is_first ? request_.gap : at, bytes_.size(), is_first};
    scope_room_ = scope_entry::room_in(scope.fields, less(request_room_, at - request_.contents));
    scope_ = &scope;
}

void MetricEncoder::open_metric(const MetricStream& stream, std::size_t size) {
    const std::size_t at = bytes_.size();
    const bool is_first = at == of_scope_.contents;
    const std::size_t expected = std::max<std::size_t>(stream.series.size(), 1) * size + kFlagsSize;
    leave_gap(is_first ? largest_head(stream) : head_size(stream, expected));
    metric_ = {at, is_first ? of_scope_.gap : at, bytes_.size(), is_first};
    points_end_ = bytes_.size() + less(scope_room_, at - of_scope_.contents + largest_head(stream) + kFlagsSize);
    stream_ = &stream;
}

void MetricEncoder::close_metric() {
    if (stream_ == nullptr) return;
    const MetricStream& stream = *stream_;
    if (bytes_.size() == metric_.contents) {
        bytes_.set_end(bytes_.data() + metric_.at);
        stream_ = nullptr;
        return;
    }
    ensure(kFlagsSize + largest_head(stream));
    char* end = bytes_.end();
    if (stream.aggregation != Aggregation::LastValue) {
        end = wire::put_varint_field(end, kTemporality, static_cast<std::uint64_t>(temporality_));
    }
    if (stream.aggregation == Aggregation::Sum && hot::is_monotonic(stream.kind)) {
        end = wire::put_varint_field(end, kIsMonotonic, 1);
    }
    bytes_.set_end(end);
    const std::size_t data = bytes_.size() - metric_.contents;
    char* at = place_head(metric_, head_size(stream, data));
    if (metric_.is_first) of_scope_.contents = static_cast<std::size_t>(at - bytes_.data());
    at = wire::put_bytes_header(at, kScopeMetrics, texts_size(stream) + wire::bytes_field_size(data));
    at = put_text(at, kName, stream.name);
    at = put_text(at, kDescription, stream.description);
    at = put_text(at, kUnit, stream.unit);
    wire::put_bytes_header(at, data_field(stream.aggregation), data);
    stream_ = nullptr;
}

void MetricEncoder::close_scope() {
    if (scope_ == nullptr) return;
    const hot::ScopeFields& fields = scope_->fields;
    if (bytes_.size() == of_scope_.contents) {
        bytes_.set_end(bytes_.data() + of_scope_.at);
        scope_ = nullptr;
        return;
    }
    ensure(fields.schema_url.size() + scope_entry::largest_head(fields));
    const std::size_t elements = bytes_.size() - of_scope_.contents;
    bytes_.set_end(scope_entry::put_tail(bytes_.end(), fields));
    char* const at = place_head(of_scope_, scope_entry::head_size(fields, elements));
    if (of_scope_.is_first) request_.contents = static_cast<std::size_t>(at - bytes_.data());
    scope_entry::put_head(at, fields, elements);
    scope_ = nullptr;
}

void MetricEncoder::close_request() {
    if (request_points_ == 0) return;
    ensure(envelope_.largest_overhead());
    const std::size_t contents = bytes_.size() - request_.contents;
    char* const at = place_head(request_, envelope_.overhead(contents));
    envelope_.write(at, contents);
    requests_.add(bytes_, static_cast<std::size_t>(at - bytes_.data()), request_points_);
    request_points_ = 0;
    is_open_ = false;
}

void MetricEncoder::finish() {
    close_metric();
    close_scope();
    close_request();
}

char* MetricEncoder::place_head(const Open& closed, std::size_t size) noexcept {
    char* const data = bytes_.data();
    if (closed.is_first && closed.contents - closed.gap >= size) return data + closed.contents - size;
    if (const std::size_t to = closed.gap + size; to != closed.contents) {
        const std::size_t contents = bytes_.size() - closed.contents;
        std::memmove(data + to, data + closed.contents, contents);
        bytes_.set_end(data + to + contents);
    }
    return data + closed.gap;
}

void MetricEncoder::leave_gap(std::size_t size) {
    ensure(size);
    bytes_.set_end(bytes_.end() + size);
}

}  // namespace telemetryflow::pipeline
