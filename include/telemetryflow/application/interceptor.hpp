#pragma once

// An extension point on the buses: sees every message before its handler does, and may change it or veto it. The bus
// shares ownership. intercept() runs on the thread that dispatches and on many at once, so it must be thread-safe; it
// is part of every recording call, so it should be quick.
//
// The rules, equal for all messages, lifecycle commands included:
// - An exception that leaves intercept() is caught and counted, and the message goes on as that interceptor got it,
//   unless it had gone on already: telemetry never hurts the host.
// - What the handler throws does not pass through interceptors; it reaches the caller of dispatch() afterwards.
// - What an interceptor itself dispatches on the same bus goes straight to the handler, so it cannot recurse.
// - A vetoed message is counted; its caller gets a default-constructed result: an invalid SpanId, an incomplete
//   FlushResult.

#include "telemetryflow/application/message_call.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

class TELEMETRYFLOW_EXPORT Interceptor {
public:
    Interceptor() = default;
    Interceptor(const Interceptor&) = delete;
    Interceptor& operator=(const Interceptor&) = delete;
    virtual ~Interceptor();

    /// Called once for every message. Calls call.proceed() or call.proceed_with() to let it go on, and neither to veto
    /// it.
    virtual void intercept(MessageCall& call) = 0;
};

}  // namespace telemetryflow
