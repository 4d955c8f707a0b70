#pragma once

// Several propagators as one, in order. Owns them; safe to use from any thread as long as they are. Follows the
// OpenTelemetry propagators API, "Composite Propagator".

#include <memory>
#include <utility>

#include "telemetryflow/application/ports/text_map_propagator.hpp"

namespace telemetryflow::propagation {

class CompositePropagator final : public TextMapPropagator {
public:
    explicit CompositePropagator(std::vector<std::unique_ptr<TextMapPropagator>> parts) : parts_(std::move(parts)) {}

    void inject(const Context& context, TextMapSetter carrier) const override;
    void extract(Context& context, TextMapGetter carrier) const override;
    [[nodiscard]] std::vector<std::string_view> fields() const override;

private:
    const std::vector<std::unique_ptr<TextMapPropagator>> parts_;
};

}  // namespace telemetryflow::propagation
