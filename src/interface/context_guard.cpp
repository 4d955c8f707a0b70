#include "telemetryflow/context_guard.hpp"

#include <utility>

#include "hot/span_recorder.hpp"

namespace telemetryflow {

ContextGuard::ContextGuard(hot::EngineRef engine, const Context& context)
    : engine_(std::move(engine)), node_(hot::attach_context(*engine_, context)) {}

ContextGuard::ContextGuard(ContextGuard&& other) noexcept
    : engine_(std::move(other.engine_)), node_(std::exchange(other.node_, nullptr)) {}

ContextGuard::~ContextGuard() {
    if (node_ != nullptr) hot::detach_context(*engine_, node_);
}

}  // namespace telemetryflow
