#include "infrastructure/otlp/otlp_json_schema.hpp"

namespace telemetryflow::infrastructure {

namespace {

using Kind = JsonKind;
using Has = JsonPresence;

extern const JsonMessage kAnyValue;
extern const JsonMessage kKeyValue;

constexpr JsonField kArrayFields[]{{1, "values", Kind::Message, Has::Repeated, &kAnyValue}};
constexpr JsonMessage kArrayValue{kArrayFields};

constexpr JsonField kKeyValueListFields[]{{1, "values", Kind::Message, Has::Repeated, &kKeyValue}};
constexpr JsonMessage kKeyValueList{kKeyValueListFields};

constexpr JsonField kAnyValueFields[]{
    {1, "stringValue", Kind::Text, Has::OneOf},
    {2, "boolValue", Kind::Bool, Has::OneOf},
    {3, "intValue", Kind::Signed, Has::OneOf},
    {4, "doubleValue", Kind::Double, Has::OneOf},
    {5, "arrayValue", Kind::Message, Has::OneOf, &kArrayValue},
    {6, "kvlistValue", Kind::Message, Has::OneOf, &kKeyValueList},
    {7, "bytesValue", Kind::Base64, Has::OneOf},
};
constexpr JsonMessage kAnyValue{kAnyValueFields};

constexpr JsonField kKeyValueFields[]{
    {1, "key", Kind::Text},
    {2, "value", Kind::Message, Has::Implicit, &kAnyValue},
};
constexpr JsonMessage kKeyValue{kKeyValueFields};

constexpr JsonField kResourceFields[]{
    {1, "attributes", Kind::Message, Has::Repeated, &kKeyValue},
    {2, "droppedAttributesCount", Kind::Number},
};
constexpr JsonMessage kResource{kResourceFields};

constexpr JsonField kScopeFields[]{
    {1, "name", Kind::Text},
    {2, "version", Kind::Text},
    {3, "attributes", Kind::Message, Has::Repeated, &kKeyValue},
    {4, "droppedAttributesCount", Kind::Number},
};
constexpr JsonMessage kScope{kScopeFields};

// --- traces

constexpr JsonField kEventFields[]{
    {1, "timeUnixNano", Kind::Fixed64},
    {2, "name", Kind::Text},
    {3, "attributes", Kind::Message, Has::Repeated, &kKeyValue},
    {4, "droppedAttributesCount", Kind::Number},
};
constexpr JsonMessage kEvent{kEventFields};

constexpr JsonField kLinkFields[]{
    {1, "traceId", Kind::Hex},
    {2, "spanId", Kind::Hex},
    {3, "traceState", Kind::Text},
    {4, "attributes", Kind::Message, Has::Repeated, &kKeyValue},
    {5, "droppedAttributesCount", Kind::Number},
    {6, "flags", Kind::Fixed32},
};
constexpr JsonMessage kLink{kLinkFields};

constexpr JsonField kStatusFields[]{
    {2, "message", Kind::Text},
    {3, "code", Kind::Number},
};
constexpr JsonMessage kStatus{kStatusFields};

constexpr JsonField kSpanFields[]{
    {1, "traceId", Kind::Hex},
    {2, "spanId", Kind::Hex},
    {3, "traceState", Kind::Text},
    {4, "parentSpanId", Kind::Hex},
    {16, "flags", Kind::Fixed32},
    {5, "name", Kind::Text},
    {6, "kind", Kind::Number},
    {7, "startTimeUnixNano", Kind::Fixed64},
    {8, "endTimeUnixNano", Kind::Fixed64},
    {9, "attributes", Kind::Message, Has::Repeated, &kKeyValue},
    {10, "droppedAttributesCount", Kind::Number},
    {11, "events", Kind::Message, Has::Repeated, &kEvent},
    {12, "droppedEventsCount", Kind::Number},
    {13, "links", Kind::Message, Has::Repeated, &kLink},
    {14, "droppedLinksCount", Kind::Number},
    {15, "status", Kind::Message, Has::Implicit, &kStatus},
};
constexpr JsonMessage kSpan{kSpanFields};

constexpr JsonField kScopeSpansFields[]{
    {1, "scope", Kind::Message, Has::Implicit, &kScope},
    {2, "spans", Kind::Message, Has::Repeated, &kSpan},
    {3, "schemaUrl", Kind::Text},
};
constexpr JsonMessage kScopeSpans{kScopeSpansFields};

constexpr JsonField kResourceSpansFields[]{
    {1, "resource", Kind::Message, Has::Implicit, &kResource},
    {2, "scopeSpans", Kind::Message, Has::Repeated, &kScopeSpans},
    {3, "schemaUrl", Kind::Text},
};
constexpr JsonMessage kResourceSpans{kResourceSpansFields};

constexpr JsonField kTracesFields[]{{1, "resourceSpans", Kind::Message, Has::Repeated, &kResourceSpans}};
constexpr JsonMessage kTraces{kTracesFields};

// --- logs

constexpr JsonField kLogRecordFields[]{
    {1, "timeUnixNano", Kind::Fixed64},
    {11, "observedTimeUnixNano", Kind::Fixed64},
    {2, "severityNumber", Kind::Number},
    {3, "severityText", Kind::Text},
    {5, "body", Kind::Message, Has::Implicit, &kAnyValue},
    {6, "attributes", Kind::Message, Has::Repeated, &kKeyValue},
    {7, "droppedAttributesCount", Kind::Number},
    {8, "flags", Kind::Fixed32},
    {9, "traceId", Kind::Hex},
    {10, "spanId", Kind::Hex},
    {12, "eventName", Kind::Text},
};
constexpr JsonMessage kLogRecord{kLogRecordFields};

constexpr JsonField kScopeLogsFields[]{
    {1, "scope", Kind::Message, Has::Implicit, &kScope},
    {2, "logRecords", Kind::Message, Has::Repeated, &kLogRecord},
    {3, "schemaUrl", Kind::Text},
};
constexpr JsonMessage kScopeLogs{kScopeLogsFields};

constexpr JsonField kResourceLogsFields[]{
    {1, "resource", Kind::Message, Has::Implicit, &kResource},
    {2, "scopeLogs", Kind::Message, Has::Repeated, &kScopeLogs},
    {3, "schemaUrl", Kind::Text},
};
constexpr JsonMessage kResourceLogs{kResourceLogsFields};

constexpr JsonField kLogsFields[]{{1, "resourceLogs", Kind::Message, Has::Repeated, &kResourceLogs}};
constexpr JsonMessage kLogs{kLogsFields};

// --- metrics

constexpr JsonField kExemplarFields[]{
    {7, "filteredAttributes", Kind::Message, Has::Repeated, &kKeyValue},
    {2, "timeUnixNano", Kind::Fixed64},
    {3, "asDouble", Kind::Double, Has::OneOf},
    {6, "asInt", Kind::SFixed64, Has::OneOf},
    {4, "spanId", Kind::Hex},
    {5, "traceId", Kind::Hex},
};
constexpr JsonMessage kExemplar{kExemplarFields};

constexpr JsonField kNumberPointFields[]{
    {7, "attributes", Kind::Message, Has::Repeated, &kKeyValue},
    {2, "startTimeUnixNano", Kind::Fixed64},
    {3, "timeUnixNano", Kind::Fixed64},
    {4, "asDouble", Kind::Double, Has::OneOf},
    {6, "asInt", Kind::SFixed64, Has::OneOf},
    {5, "exemplars", Kind::Message, Has::Repeated, &kExemplar},
    {8, "flags", Kind::Number},
};
constexpr JsonMessage kNumberPoint{kNumberPointFields};

constexpr JsonField kHistogramPointFields[]{
    {9, "attributes", Kind::Message, Has::Repeated, &kKeyValue},
    {2, "startTimeUnixNano", Kind::Fixed64},
    {3, "timeUnixNano", Kind::Fixed64},
    {4, "count", Kind::Fixed64},
    {5, "sum", Kind::Double, Has::Explicit},
    {6, "bucketCounts", Kind::Fixed64, Has::Repeated},
    {7, "explicitBounds", Kind::Double, Has::Repeated},
    {8, "exemplars", Kind::Message, Has::Repeated, &kExemplar},
    {10, "flags", Kind::Number},
    {11, "min", Kind::Double, Has::Explicit},
    {12, "max", Kind::Double, Has::Explicit},
};
constexpr JsonMessage kHistogramPoint{kHistogramPointFields};

constexpr JsonField kBucketsFields[]{
    {1, "offset", Kind::ZigZag},
    {2, "bucketCounts", Kind::Unsigned, Has::Repeated},
};
constexpr JsonMessage kBuckets{kBucketsFields};

constexpr JsonField kExponentialPointFields[]{
    {1, "attributes", Kind::Message, Has::Repeated, &kKeyValue},
    {2, "startTimeUnixNano", Kind::Fixed64},
    {3, "timeUnixNano", Kind::Fixed64},
    {4, "count", Kind::Fixed64},
    {5, "sum", Kind::Double, Has::Explicit},
    {6, "scale", Kind::ZigZag},
    {7, "zeroCount", Kind::Fixed64},
    {8, "positive", Kind::Message, Has::Implicit, &kBuckets},
    {9, "negative", Kind::Message, Has::Implicit, &kBuckets},
    {10, "flags", Kind::Number},
    {11, "exemplars", Kind::Message, Has::Repeated, &kExemplar},
    {12, "min", Kind::Double, Has::Explicit},
    {13, "max", Kind::Double, Has::Explicit},
    {14, "zeroThreshold", Kind::Double},
};
constexpr JsonMessage kExponentialPoint{kExponentialPointFields};

constexpr JsonField kQuantileFields[]{
    {1, "quantile", Kind::Double},
    {2, "value", Kind::Double},
};
constexpr JsonMessage kQuantile{kQuantileFields};

constexpr JsonField kSummaryPointFields[]{
    {7, "attributes", Kind::Message, Has::Repeated, &kKeyValue},
    {2, "startTimeUnixNano", Kind::Fixed64},
    {3, "timeUnixNano", Kind::Fixed64},
    {4, "count", Kind::Fixed64},
    {5, "sum", Kind::Double},
    {6, "quantileValues", Kind::Message, Has::Repeated, &kQuantile},
    {8, "flags", Kind::Number},
};
constexpr JsonMessage kSummaryPoint{kSummaryPointFields};

constexpr JsonField kGaugeFields[]{{1, "dataPoints", Kind::Message, Has::Repeated, &kNumberPoint}};
constexpr JsonMessage kGauge{kGaugeFields};

constexpr JsonField kSumFields[]{
    {1, "dataPoints", Kind::Message, Has::Repeated, &kNumberPoint},
    {2, "aggregationTemporality", Kind::Number},
    {3, "isMonotonic", Kind::Bool},
};
constexpr JsonMessage kSum{kSumFields};

constexpr JsonField kHistogramFields[]{
    {1, "dataPoints", Kind::Message, Has::Repeated, &kHistogramPoint},
    {2, "aggregationTemporality", Kind::Number},
};
constexpr JsonMessage kHistogram{kHistogramFields};

constexpr JsonField kExponentialFields[]{
    {1, "dataPoints", Kind::Message, Has::Repeated, &kExponentialPoint},
    {2, "aggregationTemporality", Kind::Number},
};
constexpr JsonMessage kExponential{kExponentialFields};

constexpr JsonField kSummaryFields[]{{1, "dataPoints", Kind::Message, Has::Repeated, &kSummaryPoint}};
constexpr JsonMessage kSummary{kSummaryFields};

constexpr JsonField kMetricFields[]{
    {1, "name", Kind::Text},
    {2, "description", Kind::Text},
    {3, "unit", Kind::Text},
    {5, "gauge", Kind::Message, Has::OneOf, &kGauge},
    {7, "sum", Kind::Message, Has::OneOf, &kSum},
    {9, "histogram", Kind::Message, Has::OneOf, &kHistogram},
    {10, "exponentialHistogram", Kind::Message, Has::OneOf, &kExponential},
    {11, "summary", Kind::Message, Has::OneOf, &kSummary},
    {12, "metadata", Kind::Message, Has::Repeated, &kKeyValue},
};
constexpr JsonMessage kMetric{kMetricFields};

constexpr JsonField kScopeMetricsFields[]{
    {1, "scope", Kind::Message, Has::Implicit, &kScope},
    {2, "metrics", Kind::Message, Has::Repeated, &kMetric},
    {3, "schemaUrl", Kind::Text},
};
constexpr JsonMessage kScopeMetrics{kScopeMetricsFields};

constexpr JsonField kResourceMetricsFields[]{
    {1, "resource", Kind::Message, Has::Implicit, &kResource},
    {2, "scopeMetrics", Kind::Message, Has::Repeated, &kScopeMetrics},
    {3, "schemaUrl", Kind::Text},
};
constexpr JsonMessage kResourceMetrics{kResourceMetricsFields};

constexpr JsonField kMetricsFields[]{{1, "resourceMetrics", Kind::Message, Has::Repeated, &kResourceMetrics}};
constexpr JsonMessage kMetrics{kMetricsFields};

}  // namespace

const JsonMessage& otlp_request_schema(SignalType signal) noexcept {
    switch (signal) {
        case SignalType::Metrics: return kMetrics;
        case SignalType::Logs: return kLogs;
        case SignalType::Traces: break;
    }
    return kTraces;
}

}  // namespace telemetryflow::infrastructure
