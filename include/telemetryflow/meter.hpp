#pragma once

// Makes the instruments of one instrumentation scope: what a library has that brings its own telemetry. A value: copy
// it freely, use it from any thread, keep it as long as you like, also past the client's end. Instruments of the same
// name in different scopes are different ones. Follows the OpenTelemetry metrics API, "Meter".

#include <string_view>

#include "telemetryflow/export.hpp"
#include "telemetryflow/hot/engine_ref.hpp"
#include "telemetryflow/instruments.hpp"

namespace telemetryflow {

namespace hot {
struct Scope;
}  // namespace hot

class TELEMETRYFLOW_EXPORT Meter {
public:
    Meter(hot::EngineRef engine, const hot::Scope& scope) noexcept;

    /// All throw TelemetryFlowError (InvalidConfig) for an empty name, boundaries out of order, or more than 10,000
    /// instruments.
    [[nodiscard]] Counter counter(std::string_view name, const InstrumentOptions& options = {}) const;
    [[nodiscard]] UpDownCounter up_down_counter(std::string_view name, const InstrumentOptions& options = {}) const;
    [[nodiscard]] Gauge gauge(std::string_view name, const InstrumentOptions& options = {}) const;
    [[nodiscard]] Histogram histogram(std::string_view name, const InstrumentOptions& options = {}) const;

    /// False where what its instruments record goes nowhere (ScopeRule).
    [[nodiscard]] bool enabled() const noexcept;

private:
    hot::EngineRef engine_;
    const hot::Scope* scope_;
};

}  // namespace telemetryflow
