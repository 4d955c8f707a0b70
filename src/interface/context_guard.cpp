#include "telemetryflow/context_guard.hpp"

#include <utility>

#include "hot/span_recorder.hpp"

namespace telemetryflow {

ContextGuard::ContextGuard(std::shared_ptr<hot::Engine> engine, const SpanContext& context)
    : engine_(std::move(engine)), node_(std::make_unique<hot::ContextNode>()) {
    node_->context = context;
    hot::attach_context(*engine_, *node_);
}

ContextGuard::ContextGuard(ContextGuard&&) noexcept = default;

ContextGuard::~ContextGuard() {
    if (node_ != nullptr) hot::detach_context(*engine_, *node_);
}

}  // namespace telemetryflow
