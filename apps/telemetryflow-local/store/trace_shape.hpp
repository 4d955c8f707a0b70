// TraceShape: which span is the root of a trace and how deep its tree is. Tolerates what a backend meets: spans that
// have not arrived, duplicates, and parents that form a circle. A value type.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace telemetryflow::local {

struct SpanLink {
    std::string span_id;
    std::string parent_span_id;
    std::string name;
    std::string service;
};

struct TraceShape {
    // The first span without a parent; else the first one whose parent is not here; else the first one.
    std::string root_name;
    std::string service;
    // Spans on the longest way from a root to a leaf: 1 for a trace of one span.
    std::int64_t depth = 0;
};

// `spans` in the order in which they started.
TraceShape shape_of(const std::vector<SpanLink>& spans);

}  // namespace telemetryflow::local
