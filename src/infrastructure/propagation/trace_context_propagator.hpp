#pragma once

// The headers traceparent and tracestate. Without state; safe to use from any thread. Follows W3C Trace Context
// level 2.

#include "telemetryflow/application/ports/text_map_propagator.hpp"

namespace telemetryflow::propagation {

class TraceContextPropagator final : public TextMapPropagator {
public:
    void inject(const Context& context, TextMapSetter carrier) const override;
    void extract(Context& context, TextMapGetter carrier) const override;
    [[nodiscard]] std::vector<std::string_view> fields() const override;
};

}  // namespace telemetryflow::propagation
