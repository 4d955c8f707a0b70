#pragma once

// Makes a captured context, with its baggage, current on the calling thread for a scope: for thread pools, callbacks
// and whatever else continues work on another thread. Belongs to the thread that made it and must end there, in reverse
// order of making.

#include "telemetryflow/domain/context.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/hot/engine_ref.hpp"

namespace telemetryflow {

namespace hot {
struct SpanState;
}  // namespace hot

class TELEMETRYFLOW_EXPORT ContextGuard {
public:
    ContextGuard(hot::EngineRef engine, const Context& context);
    ContextGuard(ContextGuard&&) noexcept;
    ContextGuard& operator=(ContextGuard&&) = delete;
    ContextGuard(const ContextGuard&) = delete;
    ContextGuard& operator=(const ContextGuard&) = delete;
    ~ContextGuard();

private:
    hot::EngineRef engine_;
    hot::SpanState* node_;
};

}  // namespace telemetryflow
