#include "telemetryflow/hot/engine_ref.hpp"

#include "hot/engine.hpp"

namespace telemetryflow::hot {

void share(Engine& engine) noexcept {
    engine.references.fetch_add(1, std::memory_order_relaxed);
}

void let_go(Engine& engine) noexcept {
    if (engine.references.fetch_sub(1, std::memory_order_acq_rel) == 1) delete &engine;
}

}  // namespace telemetryflow::hot
