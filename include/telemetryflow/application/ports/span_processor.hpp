#pragma once

// Sees every span that is recorded, and may change it until it ends. Belongs to its client; called on the threads that
// start and end spans, several at a time, and holds them up. What leaves it as an exception is caught and counted.
// Exporting is not its business: the client does that with every sampled span. Follows the OpenTelemetry trace SDK,
// "Span processor".

#include <chrono>

#include "telemetryflow/application/ports/read_write_span.hpp"
#include "telemetryflow/application/ports/readable_span.hpp"
#include "telemetryflow/domain/context.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

class TELEMETRYFLOW_EXPORT SpanProcessor {
public:
    SpanProcessor() = default;
    SpanProcessor(const SpanProcessor&) = delete;
    SpanProcessor& operator=(const SpanProcessor&) = delete;
    virtual ~SpanProcessor() = default;

    /// A span has begun; `parent` has no valid span where it has no parent, and the baggage that is current.
    virtual void on_start(ReadWriteSpan& /*span*/, const Context& /*parent*/) {}
    /// A span is about to end, at a time that is settled, and may be changed for the last time.
    virtual void on_ending(ReadWriteSpan& /*span*/) {}
    /// A span has ended.
    virtual void on_end(const ReadableSpan& /*span*/) {}

    /// Finishes what is under way, within `timeout`: part of the client's flush(). False when something is left.
    virtual bool force_flush(std::chrono::milliseconds /*timeout*/) { return true; }
    /// The same at each shutdown() of the client; after it come no spans until the client is initialized again.
    virtual bool shutdown(std::chrono::milliseconds timeout) { return force_flush(timeout); }
};

}  // namespace telemetryflow
