#pragma once

// Makes the instruments of one instrumentation scope: what a library has that brings its own telemetry. A value: copy
// it freely, use it from any thread, keep it as long as you like, also past the client's end. Instruments of the same
// name in different scopes are different ones. Follows the OpenTelemetry metrics API, "Meter".

#include <string_view>
#include <vector>

#include "telemetryflow/callback_registration.hpp"
#include "telemetryflow/export.hpp"
#include "telemetryflow/hot/engine_ref.hpp"
#include "telemetryflow/instruments.hpp"
#include "telemetryflow/observable_callback.hpp"
#include "telemetryflow/observable_instrument.hpp"
#include "telemetryflow/observer_result.hpp"

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

    /// Observable instruments: `callback` is asked for their values at each collection, as long as the registration
    /// lives. Those of sums are the sums as they stand. Series that are not observed any more are not exported any
    /// more.
    [[nodiscard]] CallbackRegistration observable_counter(std::string_view name, ObservableCallback callback,
                                                          const InstrumentOptions& options = {}) const;
    [[nodiscard]] CallbackRegistration observable_up_down_counter(std::string_view name, ObservableCallback callback,
                                                                  const InstrumentOptions& options = {}) const;
    [[nodiscard]] CallbackRegistration observable_gauge(std::string_view name, ObservableCallback callback,
                                                        const InstrumentOptions& options = {}) const;
    /// The same without a callback of their own, for one that observes several.
    [[nodiscard]] ObservableInstrument observable_counter(std::string_view name,
                                                          const InstrumentOptions& options = {}) const;
    [[nodiscard]] ObservableInstrument observable_up_down_counter(std::string_view name,
                                                                  const InstrumentOptions& options = {}) const;
    [[nodiscard]] ObservableInstrument observable_gauge(std::string_view name,
                                                        const InstrumentOptions& options = {}) const;
    [[nodiscard]] CallbackRegistration register_callback(ObservableCallback callback,
                                                         const std::vector<ObservableInstrument>& instruments) const;

    /// False where what its instruments record goes nowhere (ScopeRule).
    [[nodiscard]] bool enabled() const noexcept;

private:
    hot::EngineRef engine_;
    const hot::Scope* scope_;
};

}  // namespace telemetryflow
