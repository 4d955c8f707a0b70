#include "store/trace_shape.hpp"

#include <algorithm>
#include <unordered_map>

namespace telemetryflow::local {

namespace {

using SpansById = std::unordered_map<std::string, const SpanLink*>;

const SpanLink& root_of(const std::vector<SpanLink>& spans, const SpansById& by_id) {
    for (const auto& span : spans) {
        if (span.parent_span_id.empty()) return span;
    }
    for (const auto& span : spans) {
        if (!by_id.contains(span.parent_span_id)) return span;
    }
    return spans.front();
}

// Walks up until a span of known depth, a root, or a span met on this walk; then notes the depths on the way back.
std::int64_t depth_of(const SpanLink& start, const SpansById& by_id,
                      std::unordered_map<std::string, std::int64_t>& known) {
    std::vector<const SpanLink*> way;
    std::int64_t depth = 0;
    for (const auto* span = &start; span != nullptr;) {
        if (const auto [place, fresh] = known.try_emplace(span->span_id, 0); !fresh) {
            depth = place->second;
            break;
        }
        way.push_back(span);
        const auto parent = by_id.find(span->parent_span_id);
        span = parent == by_id.end() ? nullptr : parent->second;
    }
    for (auto span = way.rbegin(); span != way.rend(); ++span)
        known[(*span)->span_id] = ++depth;
    return depth;
}

}  // namespace

TraceShape shape_of(const std::vector<SpanLink>& spans) {
    TraceShape shape;
    if (spans.empty()) return shape;
    SpansById by_id;
    for (const auto& span : spans)
        by_id.try_emplace(span.span_id, &span);
    const auto& root = root_of(spans, by_id);
    shape.root_name = root.name;
    shape.service = root.service;
    std::unordered_map<std::string, std::int64_t> known;
    for (const auto& span : spans)
        shape.depth = std::max(shape.depth, depth_of(span, by_id, known));
    return shape;
}

}  // namespace telemetryflow::local
