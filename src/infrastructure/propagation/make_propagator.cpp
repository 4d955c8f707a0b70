#include <utility>

#include "telemetryflow/propagators.hpp"

#include "infrastructure/propagation/b3_multi_propagator.hpp"
#include "infrastructure/propagation/b3_propagator.hpp"
#include "infrastructure/propagation/baggage_propagator.hpp"
#include "infrastructure/propagation/composite_propagator.hpp"
#include "infrastructure/propagation/trace_context_propagator.hpp"

namespace telemetryflow {

std::unique_ptr<TextMapPropagator> make_propagator(Propagator format) {
    switch (format) {
        case Propagator::Baggage: return std::make_unique<propagation::BaggagePropagator>();
        case Propagator::B3: return std::make_unique<propagation::B3Propagator>();
        case Propagator::B3Multi: return std::make_unique<propagation::B3MultiPropagator>();
        case Propagator::TraceContext: break;
    }
    return std::make_unique<propagation::TraceContextPropagator>();
}

std::unique_ptr<TextMapPropagator> make_propagator(std::span<const Propagator> formats) {
    std::vector<std::unique_ptr<TextMapPropagator>> parts;
    for (const Propagator format : formats)
        parts.push_back(make_propagator(format));
    return make_propagator(std::move(parts));
}

std::unique_ptr<TextMapPropagator> make_propagator(std::vector<std::unique_ptr<TextMapPropagator>> parts) {
    return std::make_unique<propagation::CompositePropagator>(std::move(parts));
}

}  // namespace telemetryflow
