#pragma once

// Takes what a callback observes. Valid only within the call, and only on its thread; no call throws. NaN, infinities,
// and values of instruments that the callback was not registered for are refused and counted. Of several values for one
// set of attributes the last one counts. Follows the OpenTelemetry metrics API, "Observable result".

#include <vector>

#include "telemetryflow/domain/attributes.hpp"
#include "telemetryflow/domain/number_value.hpp"
#include "telemetryflow/export.hpp"

namespace telemetryflow {

class ObservableInstrument;

namespace hot {
class Engine;
struct Instrument;
}  // namespace hot

class TELEMETRYFLOW_EXPORT ObserverResult {
public:
    ObserverResult(hot::Engine& engine, const std::vector<hot::Instrument*>& instruments) noexcept
        : engine_(engine), instruments_(instruments) {}
    ObserverResult(const ObserverResult&) = delete;
    ObserverResult& operator=(const ObserverResult&) = delete;

    /// The value of the callback's only instrument, of sums as they stand: not what was added.
    void observe(NumberValue value, Attributes attributes = {}) noexcept;
    /// The same of one of several.
    void observe(const ObservableInstrument& instrument, NumberValue value, Attributes attributes = {}) noexcept;

private:
    void observe(hot::Instrument* instrument, NumberValue value, Attributes attributes) noexcept;

    hot::Engine& engine_;
    const std::vector<hot::Instrument*>& instruments_;
};

}  // namespace telemetryflow
