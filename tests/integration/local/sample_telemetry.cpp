#include "sample_telemetry.hpp"

#include "store/encoding.hpp"

namespace telemetryflow::local::samples {

namespace otlp = opentelemetry::proto;

std::string trace_id(char byte) {
    return std::string(16, byte);
}
std::string span_id(char byte) {
    return std::string(8, byte);
}
std::string trace_hex(char byte) {
    return to_hex(trace_id(byte));
}
std::string span_hex(char byte) {
    return to_hex(span_id(byte));
}

otlp::common::v1::KeyValue attribute(const std::string& key, const std::string& value) {
    otlp::common::v1::KeyValue result;
    result.set_key(key);
    result.mutable_value()->set_string_value(value);
    return result;
}

otlp::common::v1::KeyValue attribute(const std::string& key, const char* value) {
    return attribute(key, std::string(value));
}

otlp::common::v1::KeyValue attribute(const std::string& key, std::int64_t value) {
    otlp::common::v1::KeyValue result;
    result.set_key(key);
    result.mutable_value()->set_int_value(value);
    return result;
}

otlp::common::v1::KeyValue attribute(const std::string& key, double value) {
    otlp::common::v1::KeyValue result;
    result.set_key(key);
    result.mutable_value()->set_double_value(value);
    return result;
}

otlp::common::v1::KeyValue attribute(const std::string& key, bool value) {
    otlp::common::v1::KeyValue result;
    result.set_key(key);
    result.mutable_value()->set_bool_value(value);
    return result;
}

Traces::Traces(const std::string& service) {
    auto& resource = *request.add_resource_spans();
    *resource.mutable_resource()->add_attributes() = attribute("service.name", service);
    auto& scope = *resource.add_scope_spans()->mutable_scope();
    scope.set_name("telemetryflow");
    scope.set_version("1.0.0");
}

otlp::trace::v1::Span& Traces::span(char trace, char id, char parent, const std::string& name, std::uint64_t start_ms,
                                    std::uint64_t duration_ms) {
    auto& span = *request.mutable_resource_spans(0)->mutable_scope_spans(0)->add_spans();
    span.set_trace_id(trace_id(trace));
    span.set_span_id(span_id(id));
    if (parent != 0) span.set_parent_span_id(span_id(parent));
    span.set_name(name);
    span.set_start_time_unix_nano(kStart + start_ms * kMillisecond);
    span.set_end_time_unix_nano(kStart + (start_ms + duration_ms) * kMillisecond);
    return span;
}

Logs::Logs(const std::string& service) {
    auto& resource = *request.add_resource_logs();
    *resource.mutable_resource()->add_attributes() = attribute("service.name", service);
    resource.add_scope_logs();
}

otlp::logs::v1::LogRecord& Logs::record(int severity, const std::string& body, std::uint64_t at_ms) {
    auto& record = *request.mutable_resource_logs(0)->mutable_scope_logs(0)->add_log_records();
    record.set_severity_number(static_cast<otlp::logs::v1::SeverityNumber>(severity));
    record.mutable_body()->set_string_value(body);
    record.set_time_unix_nano(kStart + at_ms * kMillisecond);
    return record;
}

Metrics::Metrics(const std::string& service) {
    auto& resource = *request.add_resource_metrics();
    *resource.mutable_resource()->add_attributes() = attribute("service.name", service);
    resource.add_scope_metrics();
}

otlp::metrics::v1::Metric& Metrics::metric(const std::string& name, const std::string& unit) {
    auto& metric = *request.mutable_resource_metrics(0)->mutable_scope_metrics(0)->add_metrics();
    metric.set_name(name);
    metric.set_unit(unit);
    return metric;
}

otlp::metrics::v1::NumberDataPoint& Metrics::gauge(const std::string& name, double value, std::uint64_t at_ms) {
    auto& point = *metric(name, "1").mutable_gauge()->add_data_points();
    point.set_as_double(value);
    point.set_time_unix_nano(kStart + at_ms * kMillisecond);
    return point;
}

otlp::metrics::v1::NumberDataPoint& Metrics::counter(const std::string& name, std::int64_t value, std::uint64_t at_ms,
                                                     bool cumulative) {
    auto& sum = *metric(name, "{request}").mutable_sum();
    sum.set_is_monotonic(true);
    sum.set_aggregation_temporality(cumulative ? otlp::metrics::v1::AGGREGATION_TEMPORALITY_CUMULATIVE
                                               : otlp::metrics::v1::AGGREGATION_TEMPORALITY_DELTA);
    auto& point = *sum.add_data_points();
    point.set_as_int(value);
    point.set_start_time_unix_nano(kStart);
    point.set_time_unix_nano(kStart + at_ms * kMillisecond);
    return point;
}

otlp::metrics::v1::HistogramDataPoint& Metrics::histogram(const std::string& name, std::uint64_t at_ms) {
    auto& histogram = *metric(name, "s").mutable_histogram();
    histogram.set_aggregation_temporality(otlp::metrics::v1::AGGREGATION_TEMPORALITY_CUMULATIVE);
    auto& point = *histogram.add_data_points();
    point.set_start_time_unix_nano(kStart);
    point.set_time_unix_nano(kStart + at_ms * kMillisecond);
    for (const std::uint64_t count : {2U, 1U, 0U})
        point.add_bucket_counts(count);
    for (const double bound : {0.1, 0.5})
        point.add_explicit_bounds(bound);
    point.set_count(3);
    point.set_sum(0.45);
    point.set_min(0.05);
    point.set_max(0.3);
    return point;
}

}  // namespace telemetryflow::local::samples
