#pragma once

// The formats of the SDK as objects, for programs that propagate without a client or that add a format of their own.
// The objects change nothing and are safe to use from any thread.

#include <memory>
#include <span>
#include <vector>

#include "telemetryflow/application/ports/text_map_propagator.hpp"
#include "telemetryflow/domain/propagator.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

[[nodiscard]] TELEMETRYFLOW_EXPORT std::unique_ptr<TextMapPropagator> make_propagator(Propagator format);
/// All of them as one: each writes its headers; of what two extract, the later one's counts.
[[nodiscard]] TELEMETRYFLOW_EXPORT std::unique_ptr<TextMapPropagator> make_propagator(
    std::span<const Propagator> formats);
[[nodiscard]] TELEMETRYFLOW_EXPORT std::unique_ptr<TextMapPropagator> make_propagator(
    std::vector<std::unique_ptr<TextMapPropagator>> parts);

}  // namespace telemetryflow
