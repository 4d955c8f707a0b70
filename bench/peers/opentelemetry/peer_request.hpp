#pragma once

// The request of the operations in the types of opentelemetry-cpp's API, and what the peer's operations share.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <opentelemetry/nostd/string_view.h>
#include <opentelemetry/trace/span_startoptions.h>
#include <opentelemetry/trace/tracer.h>

#include "harness/operation.hpp"
#include "harness/request.hpp"

namespace telemetryflow::bench {

inline opentelemetry::nostd::string_view view(std::string_view text) {
    return {text.data(), text.size()};
}

struct PeerRequest {
    opentelemetry::nostd::string_view method = view(Request{}.method);
    opentelemetry::nostd::string_view route = view(Request{}.route);
    std::int64_t status = Request{}.status;
};

/// Bursts for a queue with room for 2048; at half of that the processor starts to export.
inline OperationTraits peer_record_traits(std::string kind, std::uint64_t records = 1) {
    const std::int64_t part = records > 1 ? static_cast<std::int64_t>(records) : 1;
    return {.kind = std::move(kind), .records = records, .burst = 1'024 / part, .room = 1'536 / part};
}

inline opentelemetry::trace::StartSpanOptions options_of(opentelemetry::trace::SpanKind kind) {
    opentelemetry::trace::StartSpanOptions options;
    options.kind = kind;
    return options;
}

inline opentelemetry::nostd::shared_ptr<opentelemetry::trace::Span> start_request(
    opentelemetry::trace::Tracer& tracer, const PeerRequest& request,
    const opentelemetry::trace::StartSpanOptions& options) {
    return tracer.StartSpan("GET /users/{id}",
                            {{"http.request.method", request.method},
                             {"http.route", request.route},
                             {"http.response.status_code", request.status}},
                            options);
}

}  // namespace telemetryflow::bench
