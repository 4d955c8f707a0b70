// From the query string of each API path to the filter that the store understands. All throw BadParameter.
#pragma once

#include <optional>
#include <string>

#include <httplib.h>

#include "store/filters.hpp"

namespace telemetryflow::local {

struct MetricQuery {
    MetricFilter filter;
    std::optional<Aggregate> aggregate;
    std::optional<std::string> group_by;
};

SpanFilter read_trace_filter(const httplib::Request& request);
SpanFilter read_span_filter(const httplib::Request& request);
LogFilter read_log_filter(const httplib::Request& request);
MetricQuery read_metric_query(const httplib::Request& request);

// The {id} of /api/v1/traces/{id}.
std::string read_trace_id(std::string text);

}  // namespace telemetryflow::local
