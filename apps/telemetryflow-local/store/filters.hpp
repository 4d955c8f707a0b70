// What a reader of the store may ask for. Absent members do not restrict. Times are Unix nanoseconds, start inclusive,
// end exclusive; durations are nanoseconds, both ends inclusive.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace telemetryflow::local {

// Matches a record, or its resource, that has the attribute with this value. The value is compared as text, so "5"
// finds the integer 5, and numbers also by their value, so "0.50" finds 0.5.
struct AttributeFilter {
    std::string key;
    std::string value;
};

struct Page {
    std::int64_t limit = 100;
    std::int64_t offset = 0;
};

struct CommonFilter {
    std::optional<std::string> service;
    std::optional<std::int64_t> start;
    std::optional<std::int64_t> end;
    std::vector<AttributeFilter> attributes;
    Page page;
};

// For traces: service, operation, kind and attributes select traces with at least one such span; durations, times and
// errors are those of the whole trace. For spans all of it is about the span.
struct SpanFilter : CommonFilter {
    std::optional<std::string> operation;
    std::optional<std::string> trace_id;
    std::optional<int> kind;
    std::optional<std::int64_t> min_duration;
    std::optional<std::int64_t> max_duration;
    std::optional<bool> has_error;
};

struct LogFilter : CommonFilter {
    std::optional<int> min_severity;
    std::optional<int> max_severity;
    std::optional<std::string> search;
    std::optional<std::string> trace_id;
    std::optional<std::string> span_id;
};

struct MetricFilter : CommonFilter {
    std::optional<std::string> name;
    std::optional<bool> latest;
};

enum class Aggregate { Sum, Avg, Min, Max, Count };

}  // namespace telemetryflow::local
