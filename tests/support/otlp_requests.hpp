#pragma once

// What arrived, decoded by the protobuf classes of libopentelemetry-proto-dev: an implementation that shares nothing
// with ours. Decoding also checks what every request has to satisfy: no unknown field, the same bytes when serialised
// again, and (done by the parser) valid UTF-8 in every string.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "telemetryflow/testing/in_memory_exporter.hpp"

#include "opentelemetry/proto/collector/logs/v1/logs_service.pb.h"
#include "opentelemetry/proto/collector/metrics/v1/metrics_service.pb.h"
#include "opentelemetry/proto/collector/trace/v1/trace_service.pb.h"

namespace telemetryflow::tests {

namespace otlp = opentelemetry::proto;
using otlp::logs::v1::LogRecord;
using otlp::metrics::v1::Metric;
using otlp::resource::v1::Resource;
using otlp::trace::v1::Span;
using TraceRequest = otlp::collector::trace::v1::ExportTraceServiceRequest;
using LogsRequest = otlp::collector::logs::v1::ExportLogsServiceRequest;
using MetricsRequest = otlp::collector::metrics::v1::ExportMetricsServiceRequest;

/// Each decodes one request body; a GoogleTest failure names what is wrong with it.
[[nodiscard]] TraceRequest decode_traces(std::string_view body);
[[nodiscard]] LogsRequest decode_logs(std::string_view body);
[[nodiscard]] MetricsRequest decode_metrics(std::string_view body);

/// Everything that an InMemoryExporter was given, in order of arrival.
struct Received {
    std::vector<Span> spans;
    std::vector<LogRecord> logs;
    std::vector<Metric> metrics;
    std::vector<Resource> resources;

    explicit Received(const testing::InMemoryExporter::Record& record);

    /// The only span, or the latest state of the metric, of that name; a test failure when there is none.
    [[nodiscard]] const Span& span(std::string_view name) const;
    [[nodiscard]] const LogRecord& log(std::string_view body) const;
    [[nodiscard]] const Metric& metric(std::string_view name) const;
};

/// Attributes as "key" -> text of the value: strings as they are, numbers and bools printed, arrays as [a,b].
template <class Message>
[[nodiscard]] std::map<std::string, std::string> attributes_of(const Message& message);
[[nodiscard]] std::string text_of(const otlp::common::v1::AnyValue& value);

template <class Message>
std::map<std::string, std::string> attributes_of(const Message& message) {
    std::map<std::string, std::string> attributes;
    for (const auto& attribute : message.attributes())
        attributes[attribute.key()] = text_of(attribute.value());
    return attributes;
}

}  // namespace telemetryflow::tests
