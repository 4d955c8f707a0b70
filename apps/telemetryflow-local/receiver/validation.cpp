#include "receiver/validation.hpp"

#include <algorithm>

namespace telemetryflow::local {

namespace {

bool valid_id(const std::string& id, std::size_t size) {
    return id.size() == size && std::any_of(id.begin(), id.end(), [](char byte) { return byte != 0; });
}

bool valid(const opentelemetry::proto::trace::v1::Span& span) {
    return valid_id(span.trace_id(), 16) && valid_id(span.span_id(), 8) &&
           (span.parent_span_id().empty() || span.parent_span_id().size() == 8);
}

}  // namespace

Rejection rejected_by(const TraceRequest& request) {
    Rejection rejection;
    for (const auto& resource : request.resource_spans()) {
        for (const auto& scope : resource.scope_spans()) {
            rejection.count += std::count_if(scope.spans().begin(), scope.spans().end(),
                                             [](const auto& span) { return !valid(span); });
        }
    }
    if (rejection.count != 0) {
        rejection.message =
            "spans need a trace_id of 16 bytes and a span_id of 8 bytes, neither all zero, and a "
            "parent_span_id of 8 bytes or none";
    }
    return rejection;
}

Rejection rejected_by(const LogsRequest&) {
    return {};
}
Rejection rejected_by(const MetricsRequest&) {
    return {};
}

void remove_rejected(TraceRequest& request) {
    for (auto& resource : *request.mutable_resource_spans()) {
        for (auto& scope : *resource.mutable_scope_spans()) {
            auto& spans = *scope.mutable_spans();
            spans.erase(std::remove_if(spans.begin(), spans.end(), [](const auto& span) { return !valid(span); }),
                        spans.end());
        }
    }
}

}  // namespace telemetryflow::local
