#pragma once

// A share in the ownership of an engine, as every handle has one; to be had from any reference to it.

#include "telemetryflow/domain/shared_ref.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow::hot {

class Engine;

TELEMETRYFLOW_EXPORT void share(Engine& engine) noexcept;
TELEMETRYFLOW_EXPORT void let_go(Engine& engine) noexcept;

using EngineRef = SharedRef<Engine, share, let_go>;

}  // namespace telemetryflow::hot
