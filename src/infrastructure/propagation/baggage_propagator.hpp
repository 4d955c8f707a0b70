#pragma once

// The header baggage. Without state; safe to use from any thread. Follows W3C Baggage.

#include "telemetryflow/application/ports/text_map_propagator.hpp"

namespace telemetryflow::propagation {

class BaggagePropagator final : public TextMapPropagator {
public:
    void inject(const Context& context, TextMapSetter carrier) const override;
    void extract(Context& context, TextMapGetter carrier) const override;
    [[nodiscard]] std::vector<std::string_view> fields() const override;
};

}  // namespace telemetryflow::propagation
