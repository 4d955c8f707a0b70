#pragma once

// Traces. Any thread may call anything; nothing here throws.

#include <exception>
#include <string_view>
#include <utility>

#include "telemetryflow/telemetryflow.hpp"

namespace telemetry::traces {

/// A span that is current on this thread until the handle is gone; spans and logs meanwhile belong to it. An exception
/// that leaves the scope marks it as failed.
[[nodiscard]] telemetryflow::Span span(std::string_view name,
                                       telemetryflow::SpanKind kind = telemetryflow::SpanKind::Internal,
                                       telemetryflow::Attributes attributes = {});

/// Calls `work(Span&)` within a span and returns what it returns. An exception is recorded and thrown on.
template <class Work>
decltype(auto) trace(std::string_view name, Work&& work) {
    telemetryflow::Span scoped = span(name);
    try {
        return std::forward<Work>(work)(scoped);
    } catch (const std::exception& error) {
        scoped.record_exception(error);
        scoped.end();
        throw;
    }
}

/// Spans that are ended by their id, on any thread; they do not become current.
telemetryflow::SpanId start_span(std::string_view name,
                                 telemetryflow::SpanKind kind = telemetryflow::SpanKind::Internal,
                                 telemetryflow::Attributes attributes = {});
void end_span(telemetryflow::SpanId id);
void end_span(telemetryflow::SpanId id, const std::exception& error);
void add_event(telemetryflow::SpanId id, std::string_view name, telemetryflow::Attributes attributes = {});

}  // namespace telemetry::traces
