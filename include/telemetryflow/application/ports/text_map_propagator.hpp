#pragma once

// The port through which contexts travel between services as headers. The SDK has W3C's and Zipkin's formats
// (make_propagator); a user can add another with TelemetryFlowBuilder::with_propagator(). Called from every thread, so
// an implementation changes nothing. Follows the OpenTelemetry propagators API, "TextMap Propagator".

#include <string_view>
#include <vector>

#include "telemetryflow/application/ports/text_map_getter.hpp"
#include "telemetryflow/application/ports/text_map_setter.hpp"
#include "telemetryflow/domain/context.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

class TELEMETRYFLOW_EXPORT TextMapPropagator {
public:
    TextMapPropagator() = default;
    TextMapPropagator(const TextMapPropagator&) = delete;
    TextMapPropagator& operator=(const TextMapPropagator&) = delete;
    virtual ~TextMapPropagator() = default;

    /// Writes what of `context` the format carries; nothing of a context that is not valid.
    virtual void inject(const Context& context, TextMapSetter carrier) const = 0;
    /// Replaces what of `context` the carrier has; what is missing or malformed leaves it as it is.
    virtual void extract(Context& context, TextMapGetter carrier) const = 0;
    /// The names of the headers that inject() may write, in lower case.
    [[nodiscard]] virtual std::vector<std::string_view> fields() const = 0;
};

}  // namespace telemetryflow
