#pragma once

// A handle to an observable instrument, for a callback that observes several at once. A value: copy it freely, use it
// from any thread. Follows the OpenTelemetry metrics API, "Asynchronous instruments".

#include "telemetryflow/export.hpp"
#include "telemetryflow/hot/engine_ref.hpp"

namespace telemetryflow {

namespace hot {
struct Instrument;
}  // namespace hot

class TELEMETRYFLOW_EXPORT ObservableInstrument {
public:
    ObservableInstrument(hot::EngineRef engine, hot::Instrument* instrument) noexcept;

private:
    friend class Meter;
    friend class ObserverResult;

    hot::EngineRef engine_;
    hot::Instrument* instrument_;
};

}  // namespace telemetryflow
