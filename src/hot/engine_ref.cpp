#include "telemetryflow/hot/engine_ref.hpp"

#include "hot/engine.hpp"

namespace telemetryflow::hot {

EngineRef::EngineRef(Engine& engine) noexcept : engine_(&engine) {
    engine_->references.fetch_add(1, std::memory_order_relaxed);
}

EngineRef::EngineRef(const EngineRef& other) noexcept : engine_(other.engine_) {
    if (engine_ != nullptr) engine_->references.fetch_add(1, std::memory_order_relaxed);
}

void EngineRef::let_go() noexcept {
    if (engine_->references.fetch_sub(1, std::memory_order_acq_rel) == 1) delete engine_;
}

}  // namespace telemetryflow::hot
