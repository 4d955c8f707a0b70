#pragma once

// One hop: what a service that starts no span of its own would send on for the headers that it got.

#include "telemetryflow/propagators.hpp"

#include "support/header_list.hpp"

namespace telemetryflow::tests {

inline Context extracted(const TextMapPropagator& propagator, const HeaderList& headers) {
    Context context;
    propagator.extract(context, headers);
    return context;
}

inline HeaderList injected(const TextMapPropagator& propagator, const Context& context) {
    HeaderList headers;
    propagator.inject(context, headers);
    return headers;
}

inline HeaderList passed_on(const TextMapPropagator& propagator, const HeaderList& headers) {
    return injected(propagator, extracted(propagator, headers));
}

}  // namespace telemetryflow::tests
