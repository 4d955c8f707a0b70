#pragma once

// Zipkin's one header b3; reads the headers X-B3-* too. Without state; safe to use from any thread.

#include "telemetryflow/application/ports/text_map_propagator.hpp"

namespace telemetryflow::propagation {

class B3Propagator final : public TextMapPropagator {
public:
    void inject(const Context& context, TextMapSetter carrier) const override;
    void extract(Context& context, TextMapGetter carrier) const override;
    [[nodiscard]] std::vector<std::string_view> fields() const override;
};

}  // namespace telemetryflow::propagation
